'use client';

import { type FormEvent, startTransition, useActionState, useState } from 'react';
import type { ConnectAnswer } from '@/app/(dashboard)/sources/new/actions';
import { CopyText } from './copy-text';
import { Field } from './field';
import { FirstEvents } from './first-events';
import { PanelHeader } from './panel-header';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';

/** Makes a source; then says what to do on the sender's side, and waits for what comes. */
export function ConnectForm({
  sender,
  way,
  fields,
  preset,
  labels,
  asksForLog,
  connect,
}: {
  sender: string;
  way: string;
  fields: SettingField[];
  /** By name. */
  preset: Record<string, string>;
  /** What settings are called here, where not as everywhere. */
  labels: Record<string, string>;
  /** Whether the snippets name a log on the sender's machine. */
  asksForLog: boolean;
  connect: (before: ConnectAnswer | null, form: FormData) => Promise<ConnectAnswer>;
}) {
  const [values, setValues] = useState(preset);
  const [answer, dispatch, pending] = useActionState(connect, null);
  const faults = answer?.kind === 'faults' ? answer.faults : [];
  if (answer?.kind === 'made') return <Made made={answer} />;

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => dispatch(form));
  }
  const change = (name: string, value: string) => setValues({ ...values, [name]: value });
  const field = (name: string) => ({
    name,
    value: values[name] ?? '',
    onChange: (value: string) => change(name, value),
    fault: faults.find((fault) => fault.field === name)?.message ?? null,
  });
  const drawn = ['name', 'timeZone', ...fields.map(({ name }) => name)];

  return (
    <form onSubmit={send} className="grid gap-3">
      <input type="hidden" name="sender" value={sender} />
      <input type="hidden" name="way" value={way} />
      {values.service && <input type="hidden" name="service" value={values.service} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <Field {...field('name')} label="Name" mono />
        <Field {...field('timeZone')} label="Time zone of stamps that name none" mono />
      </div>
      {asksForLog && <Field {...field('log')} label="Its log, on the sender’s machine" mono />}
      <SettingInputs
        fields={fields.map((one) => ({ ...one, label: labels[one.name] ?? one.label }))}
        values={values}
        onChange={change}
        faults={faults}
      />
      {faults
        .filter(({ field: name }) => !drawn.includes(name))
        .map(({ message }) => (
          <p key={message} role="alert" className="text-bad">
            {message}
          </p>
        ))}
      <button
        type="submit"
        disabled={pending}
        className="justify-self-start border border-ink bg-ink px-3 py-1 font-medium text-page disabled:opacity-50"
      >
        {pending ? 'Connecting …' : 'Connect'}
      </button>
    </form>
  );
}

function Made({ made }: { made: Extract<ConnectAnswer, { kind: 'made' }> }) {
  return (
    <div className="grid gap-6">
      <section aria-label="What to do there">
        <PanelHeader
          title={`${made.name} is set up: what to do on its side`}
          note={made.hasToken ? 'The token in it is shown this once: it is kept nowhere' : undefined}
        />
        <ol className="grid gap-3">
          {made.steps.map(({ title, code }) => (
            <li key={title}>
              <p className="font-medium">{title}</p>
              {code !== null && <CopyText text={code} />}
            </li>
          ))}
        </ol>
      </section>
      <FirstEvents sourceId={made.id} checks={made.checks} />
    </div>
  );
}

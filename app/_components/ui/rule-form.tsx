'use client';

import { useActionState, useState } from 'react';
import type { RuleAnswer } from '@/app/(dashboard)/alerts/rules/actions';
import { Field, SelectField } from './field';
import { RulePreview } from './rule-preview';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';

const SEVERITIES = [
  { id: 'info', title: 'Info' },
  { id: 'warning', title: 'Warning' },
  { id: 'critical', title: 'Critical' },
];

/** What options of rules are called. */
const TITLES: Readonly<Record<string, string>> = {
  overall: 'All mail',
  provider: 'Provider',
  'sending-domain': 'Sending domain',
  'sending-ip': 'Sending IP',
  pool: 'Pool',
  stream: 'Stream',
  source: 'Source',
  'hard-bounce': 'Hard bounce rate',
  bounce: 'Bounce rate',
  'unknown-user': 'Unknown users',
  deferral: 'Deferral rate',
  enforcement: 'Enforcement rate',
  blocked: 'Blocked by reputation or policy',
  'policy-share': 'Policy share',
  complaint: 'Complaint rate',
  deferred: 'It defers what it will reject',
  rejected: 'It rejects what it deferred',
};

/** Writes a rule of some kind, with what its kind needs to know. */
export function RuleForm({
  id,
  kind,
  fields,
  initial,
  submit,
}: {
  id: number | null;
  kind: string;
  fields: SettingField[];
  initial: Record<string, string>;
  submit: (before: RuleAnswer | null, form: FormData) => Promise<RuleAnswer>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch, pending] = useActionState(submit, null);
  const faults = answer?.kind === 'faults' ? answer.faults : [];
  const change = (name: string, value: string) => setValues({ ...values, [name]: value });
  const field = (name: 'name' | 'severity') => ({
    name,
    value: values[name] ?? '',
    onChange: (value: string) => change(name, value),
    fault: faults.find((fault) => fault.field === name)?.message ?? null,
  });
  const names = ['name', 'severity', ...fields.map(({ name }) => name)];
  return (
    <form action={dispatch} className="grid max-w-3xl gap-3">
      {id !== null && <input type="hidden" name="id" value={id} />}
      <input type="hidden" name="kind" value={kind} />
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field {...field('name')} label="Name" />
        <SelectField {...field('severity')} label="Severity" choices={SEVERITIES} />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SettingInputs fields={fields} values={values} onChange={change} faults={faults} titles={TITLES} />
      </div>
      {faults
        .filter(({ field: name }) => !names.includes(name))
        .map(({ message }) => (
          <p key={message} role="alert" className="text-bad">
            {message}
          </p>
        ))}
      <div className="flex items-center gap-2">
        <button
          type="submit"
          name="intent"
          value="preview"
          disabled={pending}
          className="border border-line-strong px-3 py-1 font-medium hover:bg-raised disabled:opacity-60"
        >
          Preview
        </button>
        <button
          type="submit"
          name="intent"
          value="save"
          disabled={pending}
          className="border border-ink bg-ink px-3 py-1 font-medium text-page disabled:opacity-60"
        >
          Save
        </button>
        <span className="text-ink-3 text-xs">{pending && 'Looking …'}</span>
      </div>
      <div aria-live="polite">
        {answer?.kind === 'preview' &&
          (answer.shown ? (
            <RulePreview shown={answer.shown} />
          ) : (
            <p className="text-ink-2">What this rule looks at is not written down for the past.</p>
          ))}
      </div>
    </form>
  );
}

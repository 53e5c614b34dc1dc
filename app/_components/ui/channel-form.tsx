'use client';

import { useActionState, useState } from 'react';
import type { ChannelAnswer } from '@/app/(dashboard)/settings/channels/actions';
import { Field } from './field';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';
import { SubmitButton } from './submit-button';

/** What options of channels are called. */
const TITLES: Readonly<Record<string, string>> = {
  starttls: 'STARTTLS',
  tls: 'TLS from the beginning',
  none: 'None',
};

/** Sets a channel up, with what its kind needs to know. */
export function ChannelForm({
  id,
  kind,
  fields,
  initial,
  storedSecrets,
  submit,
}: {
  /** null: a new one. */
  id: number | null;
  kind: string;
  fields: SettingField[];
  initial: Record<string, string>;
  storedSecrets: string[];
  submit: (before: ChannelAnswer | null, form: FormData) => Promise<ChannelAnswer>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch] = useActionState(submit, null);
  const faults = answer?.faults ?? [];
  const change = (name: string, value: string) => setValues({ ...values, [name]: value });
  const names = ['name', ...fields.map(({ name }) => name)];
  return (
    <form action={dispatch} className="grid max-w-3xl gap-3">
      {id !== null && <input type="hidden" name="id" value={id} />}
      <input type="hidden" name="kind" value={kind} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          name="name"
          label="Name"
          value={values.name ?? ''}
          onChange={(value) => change('name', value)}
          fault={faults.find(({ field }) => field === 'name')?.message ?? null}
        />
        <SettingInputs
          fields={fields}
          values={values}
          onChange={change}
          faults={faults}
          titles={TITLES}
          storedSecrets={storedSecrets}
        />
      </div>
      {faults
        .filter(({ field }) => !names.includes(field))
        .map(({ message }) => (
          <p key={message} role="alert" className="text-bad">
            {message}
          </p>
        ))}
      <div>
        <SubmitButton label="Save" strong>
          Save
        </SubmitButton>
      </div>
    </form>
  );
}

'use client';

import { useActionState, useState } from 'react';
import type { SourceAnswer } from '@/app/(dashboard)/sources/actions';
import { Field } from './field';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';
import { SubmitButton } from './submit-button';

/** Changes how the records of a source come in. */
export function SourceForm({
  id,
  fields,
  initial,
  storedSecrets,
  submit,
}: {
  id: number;
  fields: SettingField[];
  initial: Record<string, string>;
  storedSecrets: string[];
  submit: (before: SourceAnswer | null, form: FormData) => Promise<SourceAnswer>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch] = useActionState(submit, null);
  const faults = answer?.faults ?? [];
  const change = (name: string, value: string) => setValues({ ...values, [name]: value });
  const names = ['timeZone', ...fields.map(({ name }) => name)];
  return (
    <form action={dispatch} className="grid max-w-3xl gap-3">
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-3 sm:grid-cols-2">
        <SettingInputs
          fields={fields}
          values={values}
          onChange={change}
          faults={faults}
          storedSecrets={storedSecrets}
        />
        <Field
          name="timeZone"
          label="Time zone of lines that name none"
          value={values.timeZone ?? ''}
          onChange={(value) => change('timeZone', value)}
          fault={faults.find(({ field }) => field === 'timeZone')?.message ?? null}
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

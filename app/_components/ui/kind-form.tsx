'use client';

import { useActionState, useState } from 'react';
import { Field } from './field';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';
import { SubmitButton } from './submit-button';

/** What an action answers that keeps such settings; it leads elsewhere, or finds fault. */
interface Answer {
  faults: { field: string; message: string }[];
}

/** Sets something up, or changes it: the settings that its kind asks for, beside one that all of its sort have. */
export function KindForm({
  sent,
  common,
  fields,
  titles = {},
  initial,
  storedSecrets,
  submit,
}: {
  /** What it is, sent along. */
  sent: Record<string, string | number>;
  common: { name: string; label: string; isFirst: boolean };
  fields: SettingField[];
  /** What options are called. */
  titles?: Readonly<Record<string, string>>;
  initial: Record<string, string>;
  storedSecrets: string[];
  submit: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch] = useActionState(submit, null);
  const faults = answer?.faults ?? [];
  const change = (name: string, value: string) => setValues({ ...values, [name]: value });
  const names = [common.name, ...fields.map(({ name }) => name)];
  const field = (
    <Field
      name={common.name}
      label={common.label}
      value={values[common.name] ?? ''}
      onChange={(value) => change(common.name, value)}
      fault={faults.find((fault) => fault.field === common.name)?.message ?? null}
    />
  );
  return (
    <form action={dispatch} className="grid max-w-3xl gap-3">
      {Object.entries(sent).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid gap-3 sm:grid-cols-2">
        {common.isFirst && field}
        <SettingInputs
          fields={fields}
          values={values}
          onChange={change}
          faults={faults}
          titles={titles}
          storedSecrets={storedSecrets}
        />
        {!common.isFirst && field}
      </div>
      {faults
        .filter((fault) => !names.includes(fault.field))
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

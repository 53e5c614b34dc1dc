'use client';

import { useActionState, useState } from 'react';
import { type Answer, AnswerLine } from './answer';
import type { SettingField } from './setting-field';
import { SettingInputs } from './setting-inputs';
import { SubmitButton } from './submit-button';

/** Settings that belong to no kind of anything, as their schema describes them. */
export function SettingsForm({
  fields,
  initial,
  submit,
}: {
  fields: SettingField[];
  initial: Record<string, string>;
  submit: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, dispatch] = useActionState(submit, null);
  const [values, setValues] = useState(initial);
  const faults = answer?.kind === 'fault' ? [{ field: answer.field, message: answer.words }] : [];
  return (
    <form action={dispatch} className="grid gap-2">
      <SettingInputs
        fields={fields}
        values={values}
        onChange={(name, value) => setValues({ ...values, [name]: value })}
        faults={faults}
      />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton label="Save">Save</SubmitButton>
        <AnswerLine answer={answer} fields={fields.map(({ name }) => name)} />
      </div>
    </form>
  );
}

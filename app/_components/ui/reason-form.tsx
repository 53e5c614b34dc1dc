'use client';

import { useActionState, useState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { Field } from './field';
import { SubmitButton } from './submit-button';

/** An action that has to be given a reason, which is written down with it. */
export function ReasonForm({
  submit,
  fields,
  address,
  label,
  button,
}: {
  submit: (before: Answer | null, form: FormData) => Promise<Answer>;
  /** What it is about. */
  fields: Readonly<Record<string, string>>;
  /** What the address is called that is asked for; without it none is. */
  address?: string;
  label: string;
  button: string;
}) {
  const [answer, dispatch] = useActionState(submit, null);
  const [values, setValues] = useState({ address: '', note: '' });
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faultAt(answer, name),
  });
  return (
    <form action={dispatch} className="grid max-w-3xl gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid items-start gap-3 sm:grid-cols-2">
        {address && <Field {...field('address')} label={address} mono />}
        <Field {...field('note')} label={label} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton label={button}>{button}</SubmitButton>
        <AnswerLine answer={answer} fields={['address', 'note']} />
      </div>
    </form>
  );
}

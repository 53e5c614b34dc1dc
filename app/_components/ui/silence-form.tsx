'use client';

import { useActionState, useState } from 'react';
import type { SilenceAnswer } from '@/app/(dashboard)/alerts/actions';
import { Field, SelectField } from './field';
import { SubmitButton } from './submit-button';

const DURATIONS = [
  { id: '1', title: '1 hour' },
  { id: '4', title: '4 hours' },
  { id: '24', title: '1 day' },
  { id: '72', title: '3 days' },
  { id: '168', title: '7 days' },
];

/** Nobody is told of matching alerts for a while; they are evaluated and recorded all the same. */
export function SilenceForm({
  matchers,
  submit,
}: {
  matchers: string;
  submit: (before: SilenceAnswer | null, form: FormData) => Promise<SilenceAnswer>;
}) {
  const [answer, dispatch] = useActionState(submit, null);
  const [values, setValues] = useState({ matchers, hours: '4', note: '' });
  const faults = answer?.kind === 'faults' ? answer.faults : [];
  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faults.find((fault) => fault.field === name)?.message ?? null,
  });
  const fault = faults.find(({ field: name }) => !(name in values));
  return (
    <form action={dispatch} className="grid gap-2">
      <div className="grid gap-2 sm:grid-cols-[minmax(0,2fr)_8rem_minmax(0,1fr)]">
        <Field {...field('matchers')} label="Silence alerts with" mono />
        <SelectField {...field('hours')} label="For" choices={DURATIONS} />
        <Field {...field('note')} label="Why" />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-ink-3 text-xs">
        <SubmitButton label="Silence">Silence</SubmitButton>
        {fault ? (
          <span role="alert" className="text-bad">
            {fault.message}
          </span>
        ) : answer?.kind === 'silenced' ? (
          <span role="status" className="text-good">
            Silenced; alerts are recorded all the same.
          </span>
        ) : (
          'Conditions such as provider=gmail or severity!=critical, separated by commas; all must hold'
        )}
      </p>
    </form>
  );
}

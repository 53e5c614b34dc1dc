'use client';

import { useActionState, useState } from 'react';
import type { RouteAnswer } from '@/app/(dashboard)/settings/channels/route-actions';
import { Field, SelectField } from './field';
import { SubmitButton } from './submit-button';

export interface RouteValues {
  severities: string[];
  matchers: string;
  repeatMinutes: string;
  quietFrom: string;
  quietUntil: string;
  timeZone: string;
  exceptCritical: boolean;
}

const SEVERITIES = [
  { id: 'critical', title: 'Critical' },
  { id: 'warning', title: 'Warning' },
  { id: 'info', title: 'Info' },
];

const REPEATS = [
  { id: '', title: 'Once' },
  { id: '30', title: 'Every 30 minutes' },
  { id: '60', title: 'Every hour' },
  { id: '240', title: 'Every 4 hours' },
  { id: '720', title: 'Every 12 hours' },
  { id: '1440', title: 'Every day' },
];

/** Says which alerts a channel is told of, and when. */
export function RouteForm({
  id,
  channelId,
  initial,
  submit,
  remove,
}: {
  /** null: a new one. */
  id: number | null;
  channelId: number;
  initial: RouteValues;
  submit: (before: RouteAnswer | null, form: FormData) => Promise<RouteAnswer>;
  remove: (form: FormData) => Promise<void>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch] = useActionState(submit, null);
  const faults = answer?.kind === 'faults' ? answer.faults : [];
  const faultOf = (name: string) => faults.find(({ field }) => field === name)?.message ?? null;
  const field = (name: Exclude<keyof RouteValues, 'severities' | 'exceptCritical'>) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faultOf(name),
  });
  const general = faults.find(({ field: name }) => name === 'severities' || !(name in values));
  const repeats = REPEATS.some((one) => one.id === values.repeatMinutes)
    ? REPEATS
    : [...REPEATS, { id: values.repeatMinutes, title: `Every ${values.repeatMinutes} minutes` }];
  return (
    <form action={dispatch} className="grid gap-3">
      {id !== null && <input type="hidden" name="id" value={id} />}
      <input type="hidden" name="channelId" value={channelId} />
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="mb-0.5 text-ink-2 text-xs">Severities</legend>
        {SEVERITIES.map((severity) => (
          <label key={severity.id} className="flex items-center gap-1.5">
            <input
              type="checkbox"
              name="severities"
              value={severity.id}
              checked={values.severities.includes(severity.id)}
              onChange={({ target }) =>
                setValues({
                  ...values,
                  severities: target.checked
                    ? [...values.severities, severity.id]
                    : values.severities.filter((one) => one !== severity.id),
                })
              }
            />
            {severity.title}
          </label>
        ))}
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <Field
          {...field('matchers')}
          label="Only alerts with"
          mono
          hint="Such as provider=gmail, sending-domain!=test.example.com; empty: all"
        />
        <SelectField
          {...field('repeatMinutes')}
          label="While nobody looks after it, tell again"
          choices={repeats}
        />
      </div>
      <div className="grid grid-cols-2 gap-3 max-sm:[&>:last-child]:col-span-2 sm:grid-cols-[7rem_7rem_minmax(0,1fr)]">
        <Field {...field('quietFrom')} label="Quiet from" hint="22:00, or empty" />
        <Field {...field('quietUntil')} label="Quiet until" hint="Then it is told" />
        <Field {...field('timeZone')} label="Time zone" />
      </div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          name="exceptCritical"
          checked={values.exceptCritical}
          onChange={({ target }) => setValues({ ...values, exceptCritical: target.checked })}
        />
        Tell what is critical at once, at any hour
      </label>
      <div className="flex items-center gap-3">
        <SubmitButton label={id === null ? 'Add route' : 'Save route'} strong={id !== null}>
          {id === null ? 'Add route' : 'Save route'}
        </SubmitButton>
        {id !== null && (
          <button
            type="submit"
            formAction={remove}
            className="border border-line-strong px-2.5 py-0.5 text-xs hover:bg-raised"
          >
            Delete route
          </button>
        )}
        {general && (
          <span role="alert" className="text-bad text-xs">
            {general.message}
          </span>
        )}
        {answer?.kind === 'saved' && (
          <span role="status" className="text-good text-xs">
            Saved
          </span>
        )}
      </div>
    </form>
  );
}

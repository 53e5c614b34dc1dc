'use client';

import { type FormEvent, startTransition, useActionState, useEffect, useId, useState } from 'react';
import { ANNOTATION_KINDS } from '@/lib/store/annotation-kinds';
import { Field, SelectField } from './field';

/** As the form holds it: times by the clock of `timeZone`. */
export interface AnnotationValues {
  kind: string;
  text: string;
  startsAt: string;
  endsAt: string;
  link: string;
  scope: string;
}

export type AnnotationAnswer =
  | { kind: 'faults'; faults: { field: string; message: string }[] }
  | { kind: 'kept'; at: string };

export type AnnotateAction = (before: AnnotationAnswer | null, form: FormData) => Promise<AnnotationAnswer>;

/** Says what happened, when, and what mail it concerns. */
export function AnnotationForm({
  id = null,
  initial,
  timeZone,
  submit,
  onKept,
}: {
  /** Of the annotation that is changed; null: a new one. */
  id?: number | null;
  initial: AnnotationValues;
  timeZone: string;
  submit: AnnotateAction;
  onKept?: () => void;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch, pending] = useActionState(submit, null);
  const faults = answer?.kind === 'faults' ? answer.faults : [];
  useEffect(() => {
    if (answer?.kind === 'kept') onKept?.();
  }, [answer, onKept]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => dispatch(form));
  };
  const field = (name: keyof AnnotationValues) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faults.find((fault) => fault.field === name)?.message ?? null,
  });
  const fault = faults.find(({ field: name }) => !(name in values));
  return (
    <form onSubmit={send} className="grid gap-3">
      <input type="hidden" name="timeZone" value={timeZone} />
      {id !== null && <input type="hidden" name="id" value={id} />}
      <div className="grid gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <SelectField {...field('kind')} label="What" choices={ANNOTATION_KINDS} />
        <Field {...field('text')} label="In a sentence" />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <TimeField {...field('startsAt')} label={`When (${timeZone})`} />
        <TimeField {...field('endsAt')} label="Until, if it lasts" />
      </div>
      <Field
        {...field('scope')}
        label="Only of"
        hint="Such as provider:gmail,sending-domain:news.example.com; empty: all mail"
      />
      <Field {...field('link')} label="Link" hint="Where there is more to read, if anywhere" />
      <div className="flex flex-wrap items-center gap-3">
        <button
          type="submit"
          disabled={pending}
          className="border border-ink bg-ink px-3 py-1 font-medium text-page disabled:opacity-50"
        >
          {id === null ? 'Annotate' : 'Keep'}
        </button>
        {fault && (
          <span role="alert" className="text-bad">
            {fault.message}
          </span>
        )}
        {answer?.kind === 'kept' && (
          <span role="status" className="text-good">
            Kept. Charts show it.
          </span>
        )}
      </div>
    </form>
  );
}

function TimeField({
  name,
  label,
  value,
  onChange,
  fault,
}: {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  fault: string | null;
}) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-ink-2 text-xs">
        {label}
      </label>
      <input
        id={id}
        name={name}
        type="datetime-local"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        aria-invalid={fault !== null}
        aria-describedby={fault ? `${id}-said` : undefined}
        className="w-full border border-line-strong bg-surface px-2 py-1 focus-visible:outline-2 focus-visible:outline-accent aria-[invalid=true]:border-bad"
      />
      {fault && (
        <p id={`${id}-said`} className="mt-0.5 text-bad text-xs">
          {fault}
        </p>
      )}
    </div>
  );
}

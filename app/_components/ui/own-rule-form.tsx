'use client';

import { type FormEvent, startTransition, useActionState, useState } from 'react';
import { ACTIONS, CATEGORIES } from '@/lib/mail/category';
import type { OwnRuleMatches } from '@/lib/queries/own-rule-matches';
import { ACTION_NAMES, CATEGORY_NAMES } from '../format/words';
import { Field, SelectField } from './field';
import { OwnRulePreview } from './own-rule-preview';

export interface OwnRuleValues {
  name: string;
  pattern: string;
  codes: string;
  provider: string;
  category: string;
  action: string;
  bounceType: string;
  note: string;
}

export type OwnRuleAnswer =
  | { kind: 'faults'; faults: { field: string; message: string }[] }
  | { kind: 'preview'; matches: OwnRuleMatches }
  | { kind: 'saved'; name: string };

const CATEGORY_CHOICES = CATEGORIES.map((id) => ({ id, title: CATEGORY_NAMES[id] }));
const ACTION_CHOICES = ACTIONS.map((id) => ({ id, title: ACTION_NAMES[id] }));
const BOUNCE_TYPE_CHOICES = [
  { id: '', title: 'As the code says' },
  { id: 'hard', title: 'Hard' },
  { id: 'soft', title: 'Soft' },
];
const BUTTON = 'border px-3 py-1 font-medium disabled:opacity-50';

/** Writes a rule: look at what it would have matched, then keep it. */
export function OwnRuleForm({
  initial,
  providers,
  submit,
}: {
  initial: OwnRuleValues;
  providers: { id: string; title: string }[];
  submit: (before: OwnRuleAnswer | null, form: FormData) => Promise<OwnRuleAnswer>;
}) {
  const [values, setValues] = useState(initial);
  const [answer, dispatch, pending] = useActionState(submit, null);
  /** The values that the answer is about; others need an answer of their own. */
  const [asked, setAsked] = useState<OwnRuleValues | null>(null);
  const answered = asked === values ? answer : null;
  const faults = answered?.kind === 'faults' ? answered.faults : [];

  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const form = new FormData(event.currentTarget, submitter);
    setAsked(values);
    startTransition(() => dispatch(form));
  }

  const field = (name: keyof OwnRuleValues) => ({
    name,
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faults.find((fault) => fault.field === name)?.message ?? null,
  });

  return (
    <form onSubmit={send} className="grid gap-3">
      <Field {...field('name')} label="Name" />
      <Field
        {...field('pattern')}
        label="Pattern"
        mono
        hint="A regular expression of RE2, found anywhere in the words, in either case"
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          {...field('codes')}
          label="Codes"
          mono
          hint="Any of 550, 5.7.1, X.7.1, 5.7.606-649; none: all"
        />
        <SelectField
          {...field('provider')}
          label="Provider"
          choices={[{ id: '', title: 'Whoever says it' }, ...providers]}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <SelectField {...field('category')} label="Category" choices={CATEGORY_CHOICES} />
        <SelectField {...field('action')} label="What to do" choices={ACTION_CHOICES} />
        <SelectField {...field('bounceType')} label="Bounce" choices={BOUNCE_TYPE_CHOICES} />
      </div>
      <Field {...field('note')} label="Note" />
      {faults
        .filter(({ field: name }) => !(name in values))
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
          className={`${BUTTON} border-line-strong hover:bg-raised`}
        >
          Preview
        </button>
        <button
          type="submit"
          name="intent"
          value="save"
          disabled={pending || answered?.kind !== 'preview'}
          className={`${BUTTON} border-ink bg-ink text-page`}
        >
          Save and judge history anew
        </button>
        <span className="text-ink-3 text-xs">
          {pending ? 'Looking …' : answered === null && 'A preview comes first.'}
        </span>
      </div>
      <div aria-live="polite">
        {answered?.kind === 'preview' && <OwnRulePreview matches={answered.matches} />}
        {answered?.kind === 'saved' && <p className="text-good">Saved: {answered.name}.</p>}
      </div>
    </form>
  );
}

'use client';

import { type ReactNode, useActionState, useId } from 'react';
import { visible } from '../format/foreign-text';
import { type Answer, AnswerLine } from './answer';
import { SubmitButton } from './submit-button';

/** What a workspace is called, and what is in it. */
export function WorkspaceName({
  id,
  name,
  children,
  rename,
}: {
  id: number;
  name: string;
  children: ReactNode;
  rename: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(rename, null);
  const field = useId();
  return (
    <>
      <form action={send} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input type="hidden" name="id" value={id} />
        <label htmlFor={field} className="sr-only">
          Name of {visible(name)}
        </label>
        <input
          key={name}
          id={field}
          name="name"
          defaultValue={name}
          maxLength={60}
          required
          className="w-56 min-w-0 border border-line-strong bg-surface px-2 py-1"
        />
        <SubmitButton label={`Rename ${name}`}>Rename</SubmitButton>
        <span className="text-ink-3 text-xs">{children}</span>
      </form>
      <div className="mt-1 text-xs empty:hidden">
        <AnswerLine answer={answer} fields={[]} />
      </div>
    </>
  );
}

'use client';

import { type ReactNode, useActionState } from 'react';
import { SubmitButton } from './submit-button';

/** A button whose action may fail for a reason that is worth reading. */
export function ConfirmForm({
  action,
  label,
  fields,
  children,
}: {
  action: (before: string | null, form: FormData) => Promise<string | null>;
  label: string;
  fields: Record<string, string | number>;
  children: ReactNode;
}) {
  const [fault, submit] = useActionState(action, null);
  return (
    <form action={submit} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton label={label}>{children}</SubmitButton>
      <span role="status" className="text-bad [overflow-wrap:anywhere]">
        {fault}
      </span>
    </form>
  );
}

'use client';

import { useActionState } from 'react';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

export function CodeForm({
  to,
  show,
}: {
  /** Where to go on. */
  to: string;
  show: (before: string | null, form: FormData) => Promise<string | null>;
}) {
  const [fault, send] = useActionState(show, null);
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="to" value={to} />
      <CredentialField
        name="code"
        label="Code"
        autoComplete="one-time-code"
        autoFocus
        mono
        hint="The six digits of your authenticator, or one of your recovery codes"
        fault={fault}
      />
      <div>
        <MainButton>Log in</MainButton>
      </div>
    </form>
  );
}

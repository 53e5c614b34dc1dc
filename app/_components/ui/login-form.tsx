'use client';

import { useActionState } from 'react';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

export function LoginForm({
  to,
  logIn,
}: {
  /** Where to go on. */
  to: string;
  logIn: (before: string | null, form: FormData) => Promise<string | null>;
}) {
  const [fault, send] = useActionState(logIn, null);
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="to" value={to} />
      <CredentialField name="name" label="Name" autoComplete="username" autoFocus />
      <CredentialField name="password" label="Password" type="password" autoComplete="current-password" />
      {fault && (
        <p role="alert" className="text-bad">
          {fault}
        </p>
      )}
      <div>
        <MainButton>Log in</MainButton>
      </div>
    </form>
  );
}

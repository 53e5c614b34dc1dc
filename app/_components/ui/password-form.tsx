'use client';

import { useActionState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

export function PasswordForm({
  name,
  change,
}: {
  name: string;
  change: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(change, null);
  return (
    <form action={send} className="grid max-w-sm gap-4">
      {/* By it the browser's store of passwords knows whose it is. */}
      <input type="text" name="name" value={name} autoComplete="username" readOnly hidden />
      <CredentialField
        name="current"
        label="Current password"
        type="password"
        autoComplete="current-password"
        fault={faultAt(answer, 'current')}
      />
      <CredentialField
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters"
        fault={faultAt(answer, 'password')}
      />
      <CredentialField
        name="again"
        label="New password, once more"
        type="password"
        autoComplete="new-password"
        fault={faultAt(answer, 'again')}
      />
      <AnswerLine answer={answer} fields={['current', 'password', 'again']} />
      <div>
        <MainButton>Change the password</MainButton>
      </div>
    </form>
  );
}

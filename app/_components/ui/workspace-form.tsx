'use client';

import { useActionState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

export function WorkspaceForm({
  make,
}: {
  make: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(make, null);
  return (
    <form action={send} className="grid gap-4">
      <CredentialField
        name="name"
        label="Name"
        autoComplete="off"
        hint="As its people know it, such as Newsletters"
        fault={faultAt(answer, 'name')}
      />
      <AnswerLine answer={answer} fields={['name']} />
      <div>
        <MainButton>Make the workspace</MainButton>
      </div>
    </form>
  );
}

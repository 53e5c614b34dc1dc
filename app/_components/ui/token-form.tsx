'use client';

import { useActionState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';
import { PlainSelect } from './plain-select';

const LIVES = [
  { id: '365', title: 'A year' },
  { id: '90', title: '90 days' },
  { id: '', title: 'Until it is revoked' },
];

export function TokenForm({
  choices,
  issue,
}: {
  choices: readonly { id: string; title: string }[];
  issue: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(issue, null);
  return (
    <form action={send} className="grid gap-4">
      <CredentialField
        name="name"
        label="Name"
        autoComplete="off"
        hint="What it is for, such as the machine that pushes"
        fault={faultAt(answer, 'name')}
      />
      <PlainSelect name="goodFor" label="What it may do" choices={choices} />
      <PlainSelect name="days" label="Good for" choices={LIVES} />
      <AnswerLine answer={answer} fields={['name']} />
      <div>
        <MainButton>Make the token</MainButton>
      </div>
    </form>
  );
}

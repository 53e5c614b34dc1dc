'use client';

import { useActionState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';
import { PlainSelect } from './plain-select';

const TIMES = [
  { id: 'moving', title: 'Moves on: always the latest' },
  { id: 'fixed', title: 'Stays as it is now' },
];
const LIVES = [
  { id: '7', title: '7 days' },
  { id: '1', title: 'A day' },
  { id: '30', title: '30 days' },
  { id: '90', title: '90 days' },
];

/** Makes a secret link to a page, and shows it this once. */
export function ShareForm({
  href,
  share,
}: {
  href: string;
  share: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(share, null);
  return (
    <form action={send} className="grid gap-4">
      <CredentialField
        name="name"
        label="What it is for"
        autoComplete="off"
        hint="Whoever opens it reads this, too"
        fault={faultAt(answer, 'name')}
      />
      <CredentialField
        name="href"
        label="Page"
        autoComplete="off"
        mono
        defaultValue={href}
        fault={faultAt(answer, 'href')}
      />
      <PlainSelect name="time" label="Range" choices={TIMES} />
      <PlainSelect name="days" label="Good for" choices={LIVES} />
      <AnswerLine answer={answer} fields={['name', 'href']} />
      <div>
        <MainButton>Make the link</MainButton>
      </div>
    </form>
  );
}

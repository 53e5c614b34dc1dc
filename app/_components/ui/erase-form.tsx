'use client';

import { useActionState } from 'react';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

export function EraseForm({ erase }: { erase: (before: Answer | null, form: FormData) => Promise<Answer> }) {
  const [answer, send] = useActionState(erase, null);
  return (
    <form action={send} className="grid gap-4">
      <CredentialField
        name="address"
        label="Address"
        autoComplete="off"
        hint="The whole address of the person"
        fault={faultAt(answer, 'address')}
        mono
      />
      <label className="flex items-start gap-2">
        <input type="checkbox" name="isSure" required className="mt-1" />
        <span>This cannot be undone</span>
      </label>
      <AnswerLine answer={answer} fields={['address']} />
      <div>
        <MainButton>Erase this person</MainButton>
      </div>
    </form>
  );
}

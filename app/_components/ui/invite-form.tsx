'use client';

import { useActionState } from 'react';
import { ROLES, type Role } from '@/lib/auth/person';
import { type Answer, AnswerLine, faultAt } from './answer';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';
import { PlainSelect } from './plain-select';

const WHAT_THEY_MAY: Record<Role, string> = {
  viewer: 'Viewer: looks',
  operator: 'Operator: also changes sources, rules and alerts',
  administrator: 'Administrator: also says who may log in',
};

export function InviteForm({
  preset,
  invite,
}: {
  preset: Role;
  invite: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(invite, null);
  return (
    <form action={send} className="grid gap-4">
      <CredentialField
        name="name"
        label="Name"
        autoComplete="off"
        hint="What they log in with, such as their mail address"
        fault={faultAt(answer, 'name')}
      />
      <PlainSelect
        name="role"
        label="Role"
        defaultValue={preset}
        choices={ROLES.map((id) => ({ id, title: WHAT_THEY_MAY[id] }))}
      />
      <AnswerLine answer={answer} fields={['name']} />
      <div>
        <MainButton>Make the link</MainButton>
      </div>
    </form>
  );
}

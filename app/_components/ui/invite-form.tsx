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
  workspaces,
  invite,
}: {
  preset: Role;
  /** Those that there are; of one nothing is said. */
  workspaces: readonly { id: number; name: string }[];
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
      {workspaces.length > 1 && (
        <PlainSelect
          name="workspace"
          label="Workspace"
          defaultValue={String(workspaces[0]?.id)}
          choices={[
            ...workspaces.map((one) => ({ id: String(one.id), title: one.name })),
            { id: 'all', title: 'All of them, and those to come' },
          ]}
        />
      )}
      <AnswerLine answer={answer} fields={['name']} />
      <div>
        <MainButton>Make the link</MainButton>
      </div>
    </form>
  );
}

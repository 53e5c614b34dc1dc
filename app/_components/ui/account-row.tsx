'use client';

import { useActionState } from 'react';
import { ROLES } from '@/lib/auth/person';
import { type Answer, AnswerLine } from './answer';
import { PlainSelect } from './plain-select';
import { SeenWorkspaces } from './seen-workspaces';
import { SubmitButton } from './submit-button';

/** What an administrator does about an account; what came of it stands below. */
export function AccountRow({
  id,
  name,
  role,
  isDisabled,
  hasPassword,
  workspaces,
  sees,
  change,
}: {
  id: number;
  name: string;
  role: string;
  isDisabled: boolean;
  hasPassword: boolean;
  /** Empty: there is nothing to choose. */
  workspaces: readonly { id: number; name: string }[];
  /** null: all of them. */
  sees: readonly number[] | null;
  change: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(change, null);
  const button = (intent: string, label: string) => (
    <form action={send}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="intent" value={intent} />
      <SubmitButton label={`${label}: ${name}`}>{label}</SubmitButton>
    </form>
  );
  return (
    <>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <form action={send} className="flex items-center gap-2">
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="intent" value="role" />
          <PlainSelect
            key={role}
            name="role"
            label={`Role of ${name}`}
            hideLabel
            defaultValue={role}
            choices={ROLES.map((one) => ({ id: one, title: one }))}
          />
          <SubmitButton label={`Change the role of ${name}`}>Change</SubmitButton>
        </form>
        {hasPassword && !isDisabled && button('reset', 'Link for a new password')}
        {isDisabled ? button('enable', 'Enable') : button('disable', 'Disable')}
      </div>
      {workspaces.length > 0 && (
        <SeenWorkspaces
          key={String(sees)}
          of={{ id, name }}
          workspaces={workspaces}
          sees={sees}
          send={send}
        />
      )}
      <div className="mt-1 max-w-2xl text-xs empty:hidden">
        <AnswerLine answer={answer} fields={[]} />
      </div>
    </>
  );
}

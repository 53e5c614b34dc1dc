'use client';

import { useActionState } from 'react';
import { visible } from '../format/foreign-text';
import { type Answer, AnswerLine } from './answer';
import { PlainSelect } from './plain-select';
import { SubmitButton } from './submit-button';

/** Where a source belongs. */
export function SourceWorkspace({
  id,
  name,
  workspace,
  workspaces,
  put,
}: {
  id: number;
  name: string;
  workspace: number;
  workspaces: readonly { id: number; name: string }[];
  put: (before: Answer | null, form: FormData) => Promise<Answer>;
}) {
  const [answer, send] = useActionState(put, null);
  return (
    <form action={send} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <input type="hidden" name="id" value={id} />
      <span className="min-w-0 grow [overflow-wrap:anywhere]">{visible(name)}</span>
      <PlainSelect
        key={workspace}
        name="workspace"
        label={`Workspace of ${name}`}
        hideLabel
        defaultValue={String(workspace)}
        choices={workspaces.map((one) => ({ id: String(one.id), title: one.name }))}
      />
      <SubmitButton label={`Move ${name}`}>Move</SubmitButton>
      <div className="basis-full text-right text-xs empty:hidden">
        <AnswerLine answer={answer} fields={[]} />
      </div>
    </form>
  );
}

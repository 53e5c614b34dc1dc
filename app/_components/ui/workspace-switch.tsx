'use client';

import { useTransition } from 'react';
import { visible } from '../format/foreign-text';

/** Which workspace is looked at, where there is a choice. */
export function WorkspaceSwitch({
  workspaces,
  chosen,
  show,
}: {
  workspaces: readonly { id: number; name: string }[];
  /** null: all of them. */
  chosen: number | null;
  show: (id: number | null) => Promise<void>;
}) {
  const [isPending, begin] = useTransition();
  return (
    <select
      aria-label="Workspace"
      value={chosen ?? ''}
      disabled={isPending}
      onChange={({ target: { value } }) => begin(() => show(value === '' ? null : Number(value)))}
      className="max-w-20 shrink-0 truncate border border-line-strong bg-surface px-1.5 py-1 text-xs sm:max-w-44"
    >
      <option value="">All workspaces</option>
      {workspaces.map(({ id, name }) => (
        <option key={id} value={id}>
          {visible(name)}
        </option>
      ))}
    </select>
  );
}

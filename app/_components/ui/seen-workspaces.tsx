'use client';

import { useState } from 'react';
import { visible } from '../format/foreign-text';
import { SubmitButton } from './submit-button';

/** Which workspaces an account sees: all, or those that are ticked. */
export function SeenWorkspaces({
  of: { id, name },
  workspaces,
  sees,
  send,
}: {
  of: { id: number; name: string };
  workspaces: readonly { id: number; name: string }[];
  /** null: all of them. */
  sees: readonly number[] | null;
  send: (form: FormData) => void;
}) {
  const [all, setAll] = useState(sees === null);
  return (
    <form action={send} className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="intent" value="workspaces" />
      <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <legend className="sr-only">Workspaces that {name} sees</legend>
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            name="workspace"
            value="all"
            checked={all}
            onChange={(event) => setAll(event.target.checked)}
          />
          All workspaces
        </label>
        {workspaces.map((one) => (
          <label key={one.id} className={`flex items-center gap-1.5 ${all ? 'text-ink-3' : ''}`}>
            <input
              type="checkbox"
              name="workspace"
              value={one.id}
              defaultChecked={sees?.includes(one.id) ?? false}
              disabled={all}
            />
            {visible(one.name)}
          </label>
        ))}
      </fieldset>
      <SubmitButton label={`Change the workspaces of ${name}`}>Change</SubmitButton>
    </form>
  );
}

'use client';

import { useActionState } from 'react';
import { CopyText } from './copy-text';
import { SubmitButton } from './submit-button';

/** Makes a token, and shows it this once. */
export function NewToken({
  sourceId,
  issue,
}: {
  sourceId: number;
  issue: (before: string | null, form: FormData) => Promise<string>;
}) {
  const [token, dispatch] = useActionState(issue, null);
  return (
    <div aria-live="polite">
      {token !== null && (
        <div className="mb-2">
          <p className="font-medium">The new token. It is shown this once: it is kept nowhere.</p>
          <CopyText text={token} />
        </div>
      )}
      <form action={dispatch}>
        <input type="hidden" name="sourceId" value={sourceId} />
        <SubmitButton label="Make a new token">Make a new token</SubmitButton>
      </form>
    </div>
  );
}

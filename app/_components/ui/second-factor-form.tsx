'use client';

import { useActionState, useState } from 'react';
import type { SecondFactorAnswer } from '@/app/(dashboard)/settings/security/actions';
import { CopyText } from './copy-text';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

type Action = (before: SecondFactorAnswer | null, form: FormData) => Promise<SecondFactorAnswer>;

/** Sets the second factor up in two steps, or takes it away. */
export function SecondFactorForm({
  isOn,
  offer,
  confirm,
  remove,
  thenTo = null,
}: {
  isOn: boolean;
  offer: Action;
  confirm: Action;
  remove: Action;
  /** Where to go on once it is on; then there is nothing else to do before. */
  thenTo?: string | null;
}) {
  const [begun, begin] = useActionState(isOn ? remove : offer, null);
  const [shown, show] = useActionState(confirm, null);
  const [isAsking, setAsking] = useState(thenTo !== null);
  if (shown?.kind === 'enabled') return <RecoveryCodes codes={shown.codes} thenTo={thenTo} />;
  const offered = shown?.kind === 'offered' ? shown : begun;
  if (!isOn && offered?.kind === 'offered') {
    return (
      <form action={show} className="grid max-w-sm gap-4">
        <input type="hidden" name="sealed" value={offered.sealed} />
        <div>
          <p className="mb-2">Take a picture of this with the authenticator, or type the key in.</p>
          <svg
            viewBox={`0 0 ${offered.picture.size} ${offered.picture.size}`}
            className="size-44 bg-white"
            role="img"
            aria-label="The key as a QR code"
            shapeRendering="crispEdges"
          >
            <path d={offered.picture.path} fill="#000" />
          </svg>
          <CopyText text={offered.key} />
        </div>
        <CredentialField
          name="code"
          label="The six digits that it shows now"
          autoComplete="one-time-code"
          numeric
          mono
          fault={offered.fault ?? (shown?.kind === 'fault' ? shown.words : null)}
        />
        <div>
          <MainButton>Switch it on</MainButton>
        </div>
      </form>
    );
  }
  if (!isAsking) {
    return (
      <button
        type="button"
        onClick={() => setAsking(true)}
        className="border border-line-strong px-3 py-1 font-medium hover:bg-raised"
      >
        {isOn ? 'Switch it off' : 'Set up a second factor'}
      </button>
    );
  }
  return (
    <form action={begin} className="grid max-w-sm gap-4">
      <CredentialField
        name="current"
        label="Your password, to be sure that it is you"
        type="password"
        autoComplete="current-password"
        fault={begun?.kind === 'fault' ? begun.words : null}
      />
      <div>
        <MainButton>{isOn ? 'Switch it off' : 'Go on'}</MainButton>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, thenTo }: { codes: readonly string[]; thenTo: string | null }) {
  return (
    <div role="status" className="max-w-sm">
      <p className="font-medium text-good">The second factor is on.</p>
      <p className="mt-1 text-ink-2">
        Keep these where you keep your passwords: each lets you in once without the authenticator, and they
        are not shown again.
      </p>
      <CopyText text={codes.join('\n')} />
      {thenTo !== null && (
        <a
          href={thenTo}
          className="mt-4 inline-block border border-line-strong px-3 py-1 font-medium hover:bg-raised"
        >
          I have kept them: go on
        </a>
      )}
    </div>
  );
}

'use client';

import { useActionState, useEffect, useState } from 'react';
import type { WelcomeFault } from '@/app/(auth)/welcome/actions';
import type { LinkContent } from '@/lib/auth/links';
import { CredentialField } from './credential-field';
import { MainButton } from './main-button';

const WORDS = {
  setup: { title: 'Make the first administrator', button: 'Make the account' },
  invite: { title: 'Join', button: 'Make the account' },
  reset: { title: 'Choose a new password', button: 'Keep it and log in' },
};

/** Takes a link that is good once. Its token stands behind the `#`, and is told to nobody but the action. */
export function WelcomeForm({
  read,
  accept,
}: {
  read: (token: string) => Promise<LinkContent | null>;
  accept: (before: WelcomeFault | null, form: FormData) => Promise<WelcomeFault | null>;
}) {
  const [token, setToken] = useState('');
  const [link, setLink] = useState<LinkContent | null | 'asking'>('asking');
  const [wrong, send] = useActionState(accept, null);
  useEffect(() => {
    const given = window.location.hash.slice(1);
    setToken(given);
    read(given).then(setLink, () => setLink(null));
  }, [read]);
  if (link === 'asking') return <p role="status">Looking at the link …</p>;
  if (link === null) {
    return (
      <>
        <h1 className="mb-3 font-semibold text-xl tracking-tight">This link is good for nothing any more</h1>
        <p className="text-ink-2">
          It was used, or its day is over, or a newer one was made. Whoever gave it to you can make another.
        </p>
      </>
    );
  }
  const { title, button } = WORDS[link.purpose];
  const faultOf = (field: WelcomeFault['field']) => (wrong?.field === field ? wrong.fault : null);
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl tracking-tight">{title}</h1>
      <p className="mb-5 text-ink-2">
        {link.purpose === 'setup'
          ? 'From then on everybody logs in, at this machine too.'
          : `${link.name}, ${link.role}`}
      </p>
      <form action={send} className="grid gap-4">
        <input type="hidden" name="token" value={token} />
        {link.name === null ? (
          <CredentialField
            name="name"
            label="Name"
            autoComplete="username"
            autoFocus
            fault={faultOf('name')}
          />
        ) : (
          <input type="hidden" name="name" value={link.name} autoComplete="username" />
        )}
        <CredentialField
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters; a few words that do not belong together are best"
          fault={faultOf('password')}
        />
        <CredentialField
          name="again"
          label="Password, once more"
          type="password"
          autoComplete="new-password"
          fault={faultOf('again')}
        />
        {faultOf('') && (
          <p role="alert" className="text-bad">
            {faultOf('')}
          </p>
        )}
        <div>
          <MainButton>{button}</MainButton>
        </div>
      </form>
    </>
  );
}

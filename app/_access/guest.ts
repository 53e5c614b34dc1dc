import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { Visitor } from '@/lib/auth/person';
import { addressOf, goesBy } from '@/lib/auth/reach';
import { isSecretToken } from '@/lib/auth/secret-token';
import { webDb } from '@/lib/db';
import { openShareLink, type Shared } from '@/lib/store/share-links';
import { reach } from './reach';

interface Guest {
  link: Shared;
  visitor: Visitor;
}

/** Of the request that is answered; React keeps it for as long. */
const held = cache((): { guest: Guest | null } => ({ guest: null }));

/** Who is here by a secret link, and by nothing else: whatever they are logged in as does not count. */
export const guestHere = (): Guest | null => held().guest;

/** Lets the holder of a secret link see what it shows, for this one answer. */
export async function letGuestIn(token: string): Promise<Shared> {
  const said = await headers();
  const mayAsk = goesBy(said.get('host'), reach()) && isSecretToken(token);
  const link = mayAsk ? await openShareLink(webDb(), token, new Date()) : null;
  if (!link) notFound();
  const visitor: Visitor = {
    ...{ id: null, name: 'a shared link', role: 'viewer', sessionId: null },
    address: addressOf(said, reach()),
    // Of the installation itself, a guest sees nothing.
    ...{ workspaces: [], inSight: link.workspaces, isGuest: true },
  };
  held().guest = { link, visitor };
  return link;
}

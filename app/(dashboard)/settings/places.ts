import { mayActAs, type Role, type Visitor } from '@/lib/auth/person';

/** What can be set, in the order of its importance to whoever sets it. */
const PLACES: readonly { href: string; title: string; needs: Role; ofAccount?: true }[] = [];

/** At this machine, before anybody has an account, there is no password to change. */
export const settingsPlaces = (visitor: Visitor): { href: string; title: string }[] =>
  PLACES.filter(
    ({ needs, ofAccount }) => mayActAs(visitor, needs) && !(ofAccount && visitor.id === null),
  ).map(({ href, title }) => ({ href, title }));

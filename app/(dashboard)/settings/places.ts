import { mayActAs, type Role, seesAll, type Visitor } from '@/lib/auth/person';

/** What can be set, in the order of its importance to whoever sets it. */
const PLACES: readonly { href: string; title: string; needs: Role; ofAccount?: true; ofAll?: true }[] = [
  { href: '/settings/channels', title: 'Channels', needs: 'viewer' },
  { href: '/settings/annotations', title: 'Annotations', needs: 'viewer' },
  { href: '/settings/views', title: 'Saved views', needs: 'viewer' },
  { href: '/settings/shares', title: 'Shared links', needs: 'operator' },
  { href: '/settings/security', title: 'Password and sessions', needs: 'viewer', ofAccount: true },
  { href: '/settings/accounts', title: 'Accounts', needs: 'administrator', ofAll: true },
  { href: '/settings/workspaces', title: 'Workspaces', needs: 'administrator', ofAll: true },
  { href: '/settings/tokens', title: 'API tokens', needs: 'administrator' },
  { href: '/settings/api', title: 'API', needs: 'viewer' },
  { href: '/settings/privacy', title: 'Privacy', needs: 'administrator' },
  { href: '/settings/audit', title: 'Audit log', needs: 'administrator' },
];

/** At this machine, before anybody has an account, there is no password to change. */
export const settingsPlaces = (visitor: Visitor): { href: string; title: string }[] =>
  PLACES.filter(
    ({ needs, ofAccount, ofAll }) =>
      mayActAs(visitor, needs) && !(ofAccount && visitor.id === null) && !(ofAll && !seesAll(visitor)),
  ).map(({ href, title }) => ({ href, title }));

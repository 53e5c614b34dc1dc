import {
  Activity,
  BellRing,
  Hash,
  Inbox,
  ListTree,
  LogIn,
  type LucideIcon,
  ShieldAlert,
  UserX,
} from 'lucide-react';

export interface Place {
  href: string;
  title: string;
  Icon: LucideIcon;
  /** Stands where there is room for few; the others are under “More” there. */
  first: boolean;
  /** After `g`, by the keyboard. */
  chord: string;
}

/** The pages of the dashboard, in the order in which a morning goes through them. Four are `first`: a thumb's bar holds
 * no more. */
export const PLACES: readonly Place[] = [
  { href: '/', title: 'Overview', Icon: Activity, first: true, chord: 'o' },
  { href: '/providers', title: 'Providers', Icon: Inbox, first: true, chord: 'p' },
  { href: '/enforcement', title: 'Enforcement', Icon: ShieldAlert, first: false, chord: 'e' },
  { href: '/codes', title: 'Codes', Icon: Hash, first: true, chord: 'c' },
  { href: '/events', title: 'Events', Icon: ListTree, first: false, chord: 'v' },
  { href: '/suppressions', title: 'Suppressions', Icon: UserX, first: false, chord: 'u' },
  { href: '/alerts', title: 'Alerts', Icon: BellRing, first: true, chord: 'a' },
  { href: '/sources', title: 'Sources', Icon: LogIn, first: false, chord: 's' },
];

export const isHere = (href: string, pathname: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);

/** A kind of what the store holds, and for how long. */
interface KeptKind {
  kind: string;
  /** As the page of settings names it. */
  title: string;
  /** From when its days count. */
  since: string;
  /** `null`: for ever, or, of what nobody keeps unasked, not at all. */
  days: number | null;
  /** The shortest that can be set. */
  leastDays: number;
  /** The variable of its own; the others are set in `BOUNCEBOARD_KEEP_DAYS`. */
  variable?: string;
  /** What `null` means of it. */
  unset: 'for ever' | 'not kept';
}

/** The one list of what is kept how long. Counts name nobody; whatever may name somebody has an end by default. */
export const KEPT = [
  {
    kind: 'events',
    title: 'Single events, recipients masked',
    since: 'their day was last written to',
    days: 90,
    leastDays: 1,
    variable: 'BOUNCEBOARD_EVENT_DAYS',
    unset: 'for ever',
  },
  {
    kind: 'addresses',
    title: 'Recipients in full, sealed',
    since: 'the recipient was last written to',
    days: null,
    leastDays: 1,
    variable: 'BOUNCEBOARD_KEEP_ADDRESSES_DAYS',
    unset: 'not kept',
  },
  {
    kind: 'counts-5-minutes',
    title: 'Counts by 5 minutes',
    since: 'their time was over, and the events that they count were gone',
    days: 400,
    leastDays: 8,
    unset: 'for ever',
  },
  {
    kind: 'counts-hour',
    title: 'Counts by the hour',
    since: 'their time was over, and the events that they count were gone',
    days: null,
    leastDays: 120,
    unset: 'for ever',
  },
  {
    kind: 'counts-day',
    title: 'Counts by the day',
    since: 'their time was over, and the events that they count were gone',
    days: null,
    leastDays: 400,
    unset: 'for ever',
  },
  {
    kind: 'inbox',
    title: 'What was pushed, as it came',
    since: 'it was recorded',
    days: 7,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'dead-batches',
    title: 'What was pushed and could not be recorded',
    since: 'it arrived',
    days: 90,
    leastDays: 7,
    unset: 'for ever',
  },
  {
    kind: 'uploads',
    title: 'Contents of uploads that could not be read',
    since: 'it was last tried',
    days: 14,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'open-messages',
    title: 'Messages of which a log has told only half',
    since: 'their log was last read from',
    days: 30,
    leastDays: 7,
    unset: 'for ever',
  },
  {
    kind: 'unparsed',
    title: 'Records that were not understood, addresses masked',
    since: 'they were read',
    days: 90,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'known',
    title: 'By what an event is known that comes twice',
    since: 'it was recorded',
    days: 30,
    leastDays: 8,
    unset: 'for ever',
  },
  {
    kind: 'recorded',
    title: 'What was recorded when, for whoever watches',
    since: 'it was recorded',
    days: 1,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'faults',
    title: 'Bounces and complaints against recipients who are not suppressed',
    since: 'they happened',
    days: 400,
    // As far back as a rule for soft bounces can look.
    leastDays: 365,
    unset: 'for ever',
  },
  {
    kind: 'incidents',
    title: 'Incidents and the changes of their alerts',
    since: 'they ended',
    days: 800,
    leastDays: 90,
    unset: 'for ever',
  },
  {
    kind: 'notifications',
    title: 'What was told to channels',
    since: 'it was put into words',
    days: 90,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'links',
    title: 'Links to begin or to choose a new password',
    since: 'they expired',
    days: 30,
    leastDays: 1,
    unset: 'for ever',
  },
  {
    kind: 'audit',
    title: 'Audit log',
    since: 'it was done',
    days: 400,
    leastDays: 90,
    variable: 'BOUNCEBOARD_AUDIT_DAYS',
    unset: 'for ever',
  },
] as const satisfies readonly KeptKind[];

export type Kept = (typeof KEPT)[number]['kind'];
/** `null`: see `unset` of the kind. */
export type KeptDays = Readonly<Record<Kept, number | null>>;

export const DEFAULT_KEPT_DAYS = Object.fromEntries(KEPT.map(({ kind, days }) => [kind, days])) as KeptDays;

const kindOf = (name: string): KeptKind | undefined => KEPT.find(({ kind }) => kind === name);

/**
 * Reads `inbox=3,counts-5-minutes=forever`.
 * @returns what is set, or what is wrong with it
 */
export function readKeptDays(list = ''): Partial<Record<Kept, number | null>> | { fault: string } {
  if (list === '') return {};
  const set: Partial<Record<Kept, number | null>> = {};
  for (const pair of list.split(',').map((one) => one.trim())) {
    const [name = '', days = ''] = pair.split('=');
    const kind = kindOf(name);
    if (!kind || kind.variable) {
      const named = KEPT.filter((one) => !('variable' in one)).map((one) => one.kind);
      return { fault: `there is no "${name}" in it; there are ${named.join(', ')}` };
    }
    if (days !== 'forever' && !(/^\d{1,5}$/.test(days) && Number(days) >= kind.leastDays))
      return { fault: `${name} takes a number of days from ${kind.leastDays} on, or "forever"` };
    set[name as Kept] = days === 'forever' ? null : Number(days);
  }
  return set;
}

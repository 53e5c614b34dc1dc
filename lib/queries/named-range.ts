import { dayStart, monthStart, weekStart } from '@/lib/mail/wall-clock';

type Start = (at: number, timeZone: string, steps?: number) => number;

interface NamedRange {
  id: string;
  title: string;
  /** From the beginning of which unit, how many units ago; what is not over ends now. */
  start: Start;
  ago: 0 | 1;
}

/** Stretches of the calendar: whose calendar is a matter of the zone. */
export const NAMED_RANGES: readonly NamedRange[] = [
  { id: 'today', title: 'Today', start: dayStart, ago: 0 },
  { id: 'yesterday', title: 'Yesterday', start: dayStart, ago: 1 },
  { id: 'this-week', title: 'This week', start: weekStart, ago: 0 },
  { id: 'last-week', title: 'Last week', start: weekStart, ago: 1 },
  { id: 'this-month', title: 'This month', start: monthStart, ago: 0 },
  { id: 'last-month', title: 'Last month', start: monthStart, ago: 1 },
];

/** Both ends in ms since the epoch. */
export interface Span {
  from: number;
  to: number;
}

export function namedRange(id: string, now: number, timeZone: string): Span | null {
  const named = NAMED_RANGES.find((one) => one.id === id);
  if (!named) return null;
  const { start, ago } = named;
  return ago === 0
    ? { from: start(now, timeZone), to: now }
    : { from: start(now, timeZone, -1), to: start(now, timeZone) };
}

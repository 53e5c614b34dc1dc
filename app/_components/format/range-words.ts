import { NAMED_RANGES } from '@/lib/queries/named-range';
import { QUICK_RANGES, type TimeRange } from '@/lib/queries/time-range';
import { clock, date, dayMonth } from './time';

/** Last 24 hours; Yesterday; 6 Nov, 00:00 – 7 Nov, 12:00. */
export function rangeTitle(range: TimeRange, timeZone: string): string {
  const named = NAMED_RANGES.find(({ id }) => id === range.relative);
  if (named) return named.title;
  const quick = QUICK_RANGES.find(({ id }) => id === range.relative);
  if (quick) return `Last ${quick.title}`;
  return range.relative === null ? spanWords(range, timeZone) : `Last ${range.relative}`;
}

/** 6 Nov, 00:00 – 7 Nov, 12:00; the year only where it is not this one. */
export function spanWords(
  { from, to, now }: Pick<TimeRange, 'from' | 'to' | 'now'>,
  timeZone: string,
): string {
  const year = (at: Date) => date(at, timeZone).slice(-4);
  const day = year(from) === year(now) ? dayMonth : date;
  const sameDay = date(from, timeZone) === date(to, timeZone);
  const end = sameDay ? clock(to, timeZone) : `${day(to, timeZone)}, ${clock(to, timeZone)}`;
  return `${day(from, timeZone)}, ${clock(from, timeZone)} – ${end}`;
}

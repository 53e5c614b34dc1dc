import { type RangeQuery, relativeMinutes, type TimeRange } from './time-range';

const MINUTE = 60_000;
const UNITS: readonly { id: string; minutes: number }[] = [
  { id: 'd', minutes: 1440 },
  { id: 'h', minutes: 60 },
  { id: 'm', minutes: 1 },
];

/** A range as the URL says it, with what it no longer says. */
export type RangeChange = { [Key in keyof Required<RangeQuery>]: string | null };

export const fixed = (from: number, to: number): RangeChange => ({
  range: null,
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
export const moving = (range: string): RangeChange => ({ range, from: null, to: null });

/** The same ends for whoever opens the link, whenever and wherever. */
export const pinned = ({ from, to }: TimeRange): RangeChange => fixed(from.getTime(), to.getTime());

const lengthOf = ({ from, to }: TimeRange): number => to.getTime() - from.getTime();
/** Where what is known ends: the bucket that holds the present is part of it. */
function presentEnd({ now, bucketMinutes, rollupMinutes, starts }: TimeRange): number {
  const width = (starts ? rollupMinutes : bucketMinutes) * MINUTE;
  return Math.ceil(now.getTime() / width) * width;
}

/** Half a length back; the other half stays in sight. */
export const earlier = (range: TimeRange): RangeChange =>
  fixed(range.from.getTime() - lengthOf(range) / 2, range.to.getTime() - lengthOf(range) / 2);

/** Half a length on, as far as the present; `null` where that is reached. */
export function later(range: TimeRange): RangeChange | null {
  const room = Math.max(range.to.getTime(), presentEnd(range)) - range.to.getTime();
  const step = Math.min(lengthOf(range) / 2, room);
  return step > 0 ? fixed(range.from.getTime() + step, range.to.getTime() + step) : null;
}

/** Twice as long: what ends now still does, else around the same middle, not beyond the present. */
export function wider(range: TimeRange): RangeChange | null {
  const minutes = range.relative === null ? null : relativeMinutes(range.relative);
  if (minutes !== null) {
    const unit = UNITS.find((one) => (minutes * 2) % one.minutes === 0)!;
    const doubled = `${(minutes * 2) / unit.minutes}${unit.id}`;
    return relativeMinutes(doubled) === null ? null : moving(doubled);
  }
  const end = Math.min(
    range.to.getTime() + lengthOf(range) / 2,
    Math.max(range.to.getTime(), presentEnd(range)),
  );
  return fixed(end - 2 * lengthOf(range), end);
}

const DAY = 86_400_000;
/** A newsletter that goes out weekly is refused weekly: a longer pause is an end. */
const LONGEST_PAUSE = 8 * DAY;

/** When something began that was seen from `firstAt` on within a range, and may have been before. */
export interface Beginning {
  at: number;
  /** Whether it is known to the day only. */
  isDay: boolean;
}

/** Follows a run back over the days on which it was seen, until a pause or the end of what is known; on the first of
 * them, over the hours before the range. */
export function beginningOf(
  firstAt: number,
  days: readonly number[],
  hours: readonly number[] = [],
): Beginning {
  let at = Math.floor(firstAt / DAY) * DAY;
  const sameDay = at;
  for (const day of days.filter((one) => one < sameDay).toSorted((a, b) => b - a)) {
    if (at - day > LONGEST_PAUSE) break;
    at = day;
  }
  if (at < sameDay) return { at, isDay: true };
  return { at: Math.min(firstAt, ...hours.filter((hour) => hour >= sameDay)), isDay: false };
}

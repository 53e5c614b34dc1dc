import { tzOffset } from '@date-fns/tz';

const DAY = 86_400_000;

/** What a zone's clocks are ahead of UTC by, in ms. */
export const offsetAt = (at: number, timeZone: string): number =>
  timeZone === 'UTC' ? 0 : Math.round(tzOffset(timeZone, new Date(at)) * 60_000);

/** What a zone's clocks and calendar show at a moment, counted as if it were UTC's: good for reckoning with days. */
export const wallTime = (at: number, timeZone: string): number => at + offsetAt(at, timeZone);

/** The moment at which a zone's clocks show this. What they show twice is the first time; what they skip is as much
 * later as they skip, as RFC 5545 (3.3.5) reads it. */
export function momentOf(wall: number, timeZone: string): number {
  const before = offsetAt(wall - DAY, timeZone);
  const after = offsetAt(wall + DAY, timeZone);
  const shows = (offset: number) => offsetAt(wall - offset, timeZone) === offset;
  return shows(before) || !shows(after) ? wall - before : wall - after;
}

/** The latest midnight of a zone, some days earlier or later. Where clocks skip midnight, the day begins when they do. */
export function dayStart(at: number, timeZone: string, days = 0): number {
  const wall = wallTime(at, timeZone);
  return momentOf(Math.floor(wall / DAY) * DAY + days * DAY, timeZone);
}

/** The first of a zone's month, some months earlier or later. */
export function monthStart(at: number, timeZone: string, months = 0): number {
  const wall = new Date(wallTime(at, timeZone));
  return momentOf(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + months, 1), timeZone);
}

/** The Monday that a zone's week began with, some weeks earlier or later (ISO 8601 weeks). */
export function weekStart(at: number, timeZone: string, weeks = 0): number {
  const weekday = (new Date(wallTime(at, timeZone)).getUTCDay() + 6) % 7;
  return dayStart(at, timeZone, 7 * weeks - weekday);
}

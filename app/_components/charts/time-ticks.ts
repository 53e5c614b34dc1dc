import { momentOf, wallTime } from '@/lib/mail/wall-clock';
import { clock, dayMonth } from '../format/time';

const MINUTE = 60_000;
const DAY = 1440;
const STEPS_MINUTES = [
  5,
  15,
  30,
  60,
  120,
  180,
  360,
  720,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  56 * DAY,
];

/** Round times of a zone between two times, at most `most` of them. */
export function timeTicks(from: number, to: number, timeZone: string, most: number): number[] {
  const fits = STEPS_MINUTES.find((minutes) => (to - from) / (minutes * MINUTE) <= most);
  const step = (fits ?? Math.ceil((to - from) / most / (DAY * MINUTE)) * DAY) * MINUTE;
  const ticks: number[] = [];
  // Steps are of the zone's own clock: across a change of it they stay at the same hour.
  for (let wall = Math.ceil(wallTime(from, timeZone) / step) * step; ; wall += step) {
    const at = momentOf(wall, timeZone);
    if (at > to) return ticks;
    if (at >= from && at !== ticks[ticks.length - 1]) ticks.push(at);
  }
}

/** 03:00, and the day at midnight. */
export function tickLabel(at: number, timeZone: string): string {
  const time = clock(at, timeZone);
  return time === '00:00' ? dayMonth(at, timeZone) : time;
}

import { clock, dayMonth, localTime } from '../format/time';

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
  const offset = zoneOffset(from, timeZone);
  const ticks: number[] = [];
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** 03:00, and the day at midnight. */
export function tickLabel(at: number, timeZone: string): string {
  const time = clock(at, timeZone);
  return time === '00:00' ? dayMonth(at, timeZone) : time;
}

/** What a zone's clocks are ahead of UTC by, in ms. */
function zoneOffset(at: number, timeZone: string): number {
  const { year, month, day, hour, minute } = localTime(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / MINUTE) * MINUTE;
}

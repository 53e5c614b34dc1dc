import { tzOffset } from '@date-fns/tz';

const MINUTE = 60_000;
const QUARTER_HOUR = 15 * MINUTE;

/** What the clock on the wall shows, as milliseconds since 1970 in local time: the story and the working day are told
 * in it, and log stamps are written in it. */
export interface WallClock {
  wallOf(at: number): number;
  /** `2026-11-20T03:12:07.250+01:00` */
  stamp(at: number): string;
}

export function wallClock(timeZone: string): WallClock {
  // No zone changes its offset within a quarter of an hour, and asking is slow.
  let quarter = Number.NaN;
  let offset = 0;
  let suffix = '';
  let minute = Number.NaN;
  let prefix = '';
  const wallOf = (at: number) => {
    if (Math.floor(at / QUARTER_HOUR) !== quarter) {
      quarter = Math.floor(at / QUARTER_HOUR);
      const minutes = tzOffset(timeZone, new Date(quarter * QUARTER_HOUR));
      offset = minutes * 60_000;
      suffix = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
      minute = Number.NaN;
    }
    return at + offset;
  };
  return {
    wallOf,
    stamp(at) {
      const wall = wallOf(at);
      if (Math.floor(wall / MINUTE) !== minute) {
        minute = Math.floor(wall / MINUTE);
        prefix = new Date(minute * MINUTE).toISOString().slice(0, 17);
      }
      const ms = String(wall - minute * MINUTE).padStart(5, '0');
      return `${prefix}${ms.slice(0, 2)}.${ms.slice(2)}${suffix}`;
    },
  };
}

const two = (number: number) => String(Math.floor(number)).padStart(2, '0');

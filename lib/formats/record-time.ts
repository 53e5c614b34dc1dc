import { tzOffset } from '@date-fns/tz';

/** Of the forms `2016-05-29 01:10:51+0200`, `2016-02-04T13:45:15.123456Z`, `2016/02/04 13:45`; a stamp without a
 * zone is in the one its source is said to be in. */
const STAMP =
  /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

/** From this on a count is of milliseconds: as seconds it would be the year 5138, as milliseconds it is 1973. */
const LEAST_MILLISECONDS = 1e11;

/** ECMAScript knows no later time. */
const LATEST = 8.64e15;

/** Milliseconds since the epoch of a moment that a record states as a count of seconds or milliseconds, or in
 * words; `null` for what is neither. */
export function recordTime(stated: unknown, timeZone = 'UTC'): number | null {
  if (typeof stated === 'number') return fromCount(stated);
  if (typeof stated !== 'string') return null;
  const text = stated.trim();
  if (/^\d{9,16}(\.\d+)?$/.test(text)) return fromCount(Number(text));
  const parts = STAMP.exec(text);
  if (parts) return fromParts(parts, timeZone);
  // RFC 5322 dates name their zone; anything else would be read in the zone of this very machine.
  if (!/^(\w{3}, )?\d{1,2} \w{3} \d{4} .*([+-]\d{4}|GMT|UTC)\b/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

function fromCount(count: number): number | null {
  const milliseconds = Math.round(count < LEAST_MILLISECONDS ? count * 1000 : count);
  return milliseconds > 0 && milliseconds <= LATEST ? milliseconds : null;
}

function fromParts(parts: RegExpExecArray, timeZone: string): number | null {
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', zone] = parts;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const at = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return at - offsetMinutes(zone, timeZone, at) * 60_000;
}

function offsetMinutes(zone: string | undefined, timeZone: string, at: number): number {
  if (zone === undefined) return timeZone === 'UTC' ? 0 : tzOffset(timeZone, new Date(at)) || 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
}

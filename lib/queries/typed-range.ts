import { NAMED_RANGES } from './named-range';
import { fixed, moving, type RangeChange } from './range-steps';
import { relativeMinutes } from './time-range';
import { readTypedMoment, type TypedMoment } from './typed-moment';

const UNITS: readonly { words: RegExp; unit: string }[] = [
  { words: /^(?:m|mins?|minutes?)$/, unit: 'm' },
  { words: /^(?:h|hrs?|hours?)$/, unit: 'h' },
  { words: /^(?:d|days?)$/, unit: 'd' },
  { words: /^(?:w|wks?|weeks?)$/, unit: 'w' },
  { words: /^(?:mo|mos|months?)$/, unit: 'mo' },
  { words: /^(?:y|yrs?|years?)$/, unit: 'y' },
];

/** What stands between two moments; a bare hyphen is part of many of them. */
const BETWEEN = /\s+(?:-|–|—|to|until|till)\s+|\s*(?:\.\.\.?|…|–|—)\s*|\//;
const LONGEST = 10 * 365.25 * 86_400_000;

/** What somebody typed, as the URL says it: `6h`, `yesterday`, `14 Nov 03:00 - 05:00`, ISO 8601. Days and hours are
 * those of the zone. `null`: not understood. */
export function readTypedRange(text: string, now: number, timeZone: string): RangeChange | null {
  const words = text.trim().replace(/\s+/g, ' ').toLowerCase();
  const named = NAMED_RANGES.find(({ id }) => id === words.replace(' ', '-'));
  if (named) return moving(named.id);
  const length = readLength(words.replace(/^(?:the )?(?:last|past) /, ''));
  if (length !== null) return moving(length);
  const context = { now, timeZone };
  const whole = readTypedMoment(words, context);
  if (whole) return valid(whole.from, whole.to ?? now, now);
  const [first = '', second, ...more] = words.replace(/^from /, '').split(BETWEEN);
  const from = readTypedMoment(first, context);
  if (!from || second === undefined || more.length > 0) return hyphened(words, now, timeZone);
  const to = readTypedMoment(second, { ...context, after: from });
  return to && valid(from.from, endOf(to), now);
}

/** `14 Nov 3:00-5:00` and `14-16 Nov`, without blanks around what stands between, or without the month twice. */
function hyphened(words: string, now: number, timeZone: string): RangeChange | null {
  const [, from, to] = /^(.*\d{1,2}:\d\d)-(\d{1,2}:\d\d)$/.exec(words) ?? [];
  if (from && to) return readTypedRange(`${from} - ${to}`, now, timeZone);
  const [, first, last, month] = /^(\d{1,2}) ?[-–] ?(\d{1,2}) ([a-z]{3,9}(?: \d{4})?)$/.exec(words) ?? [];
  return month ? readTypedRange(`${first} ${month} to ${last} ${month}`, now, timeZone) : null;
}

/** `6 hours` → `6h`; `an hour` → `1h`. */
function readLength(words: string): string | null {
  const [, count, name = ''] = /^(\d+|an?|)\s?([a-z]+)$/.exec(words) ?? [];
  const unit = UNITS.find((one) => one.words.test(name))?.unit;
  if (unit === undefined || (count === '' && name.length < 3)) return null;
  const range = `${count === undefined || /^(?:an?|)$/.test(count) ? 1 : Number(count)}${unit}`;
  return relativeMinutes(range) === null ? null : range;
}

/** A day that a range ends with is part of it. */
const endOf = ({ from, to }: TypedMoment): number => to ?? from;

/** What has not begun yet holds nothing, and what is not over ends now. */
function valid(from: number, to: number, now: number): RangeChange | null {
  const end = Math.min(to, now);
  return from < end && end - from <= LONGEST ? fixed(from, end) : null;
}

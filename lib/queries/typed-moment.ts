import { dayStart, momentOf, wallTime } from '@/lib/mail/wall-clock';
import { relativeMinutes } from './time-range';

/** What was typed for one end of a range. */
export interface TypedMoment {
  from: number;
  /** Exclusive end of a whole day or month; `null` for a time of the day. */
  to: number | null;
}

export interface TypedContext {
  now: number;
  timeZone: string;
  /** Where the range begins: what names no day is the first such time after it. */
  after?: TypedMoment;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const CLOCK = /^(?:(.*?)(?:[ ,]+|(?<=\d)t))?(?:at )?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;

/** `now`, `now-6h`, ISO 8601, `14 Nov 2026 03:00`, `Nov 14`, `yesterday 03:00`, `Friday`, `03:00`, `November 2026`. */
export function readTypedMoment(words: string, context: TypedContext): TypedMoment | null {
  const relative = readRelative(words, context.now);
  if (relative !== null) return { from: relative, to: null };
  // With a zone of its own, it is as it says.
  if (/^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)$/.test(words)) {
    const at = Date.parse(words.toUpperCase());
    return Number.isNaN(at) ? null : { from: at, to: null };
  }
  const [matched, dayWords, hour, minute, second = '0'] = CLOCK.exec(words) ?? [];
  if (matched === undefined) return readDay(words, context);
  const time = (Number(hour) * 60 + Number(minute)) * MINUTE + Number(second) * 1000;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 59 || time > DAY) return null;
  if (dayWords === undefined) return onNoDay(time, context);
  const day = readDay(dayWords, context);
  return day && isDay(day) ? onDay(day.from, time, context) : null;
}

const isDay = ({ from, to }: TypedMoment): boolean => to !== null && to - from < 1.5 * DAY;

function onDay(day: number, time: number, { timeZone }: TypedContext): TypedMoment {
  const midnight = Math.floor(wallTime(day + DAY / 2, timeZone) / DAY) * DAY;
  return { from: momentOf(midnight + time, timeZone), to: null };
}

/** A bare time: of the day that the range begins with or the next, else the latest one. */
function onNoDay(time: number, context: TypedContext): TypedMoment {
  const { after, now, timeZone } = context;
  const base = after?.from ?? now;
  const today = onDay(dayStart(base, timeZone), time, context);
  const fits = after ? today.from > after.from : today.from <= now;
  return fits ? today : onDay(dayStart(base, timeZone, after ? 1 : -1), time, context);
}

function readRelative(words: string, now: number): number | null {
  if (words === 'now') return now;
  const [, length] = /^now ?- ?(\d+(?:m|h|d|w|mo|y))$/.exec(words) ?? [];
  const minutes = length === undefined ? null : relativeMinutes(length);
  return minutes === null ? null : now - minutes * MINUTE;
}

function readDay(words: string, { now, timeZone, after }: TypedContext): TypedMoment | null {
  const at = (days: number): TypedMoment => ({
    from: dayStart(now, timeZone, days),
    to: dayStart(now, timeZone, days + 1),
  });
  if (words === 'today') return at(0);
  if (words === 'yesterday') return at(-1);
  const today = new Date(wallTime(now, timeZone));
  const weekday = /^(?:last )?[a-z]{3,9}$/.test(words) ? nameIn(WEEKDAYS, words.replace('last ', '')) : -1;
  // The latest one that is over, or today's.
  if (weekday >= 0) return at(-((today.getUTCDay() - weekday + 7) % 7));
  const { year, month, day } = partsOf(words);
  if (month === null) return null;
  // Without a year, the latest that has begun; the end of a range, the first after its beginning.
  const wall = (inYear: number) => Date.UTC(inYear, month, day ?? 1);
  const inYear = year ?? (after ? yearFrom(wall, after.from, timeZone) : yearUntil(wall, today));
  const start = new Date(wall(inYear));
  if (start.getUTCMonth() !== month) return null;
  const end = day === null ? Date.UTC(inYear, month + 1, 1) : start.getTime() + DAY;
  return { from: momentOf(start.getTime(), timeZone), to: momentOf(end, timeZone) };
}

function yearUntil(wall: (year: number) => number, today: Date): number {
  const year = today.getUTCFullYear();
  return wall(year) > today.getTime() ? year - 1 : year;
}

function yearFrom(wall: (year: number) => number, from: number, timeZone: string): number {
  const begun = wallTime(from, timeZone);
  const year = new Date(begun).getUTCFullYear();
  return wall(year) + 31 * DAY < begun ? year + 1 : year;
}

interface DateParts {
  year: number | null;
  month: number | null;
  /** `null`: the whole month. */
  day: number | null;
}

/** `2026-11-14`, `14.11.2026`, `14 Nov 2026`, `Nov 14, 2026`, `14 Nov`, `November`. 11/14 and 14/11 are not told apart. */
function partsOf(words: string): DateParts {
  const [, y, m, d] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(words) ?? [];
  if (y) return { year: Number(y), month: monthOf(Number(m)), day: d ? Number(d) : null };
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(words) ?? [];
  if (day) return { year: year ? Number(year) : null, month: monthOf(Number(month)), day: Number(day) };
  const [, first, name = '', third, fourth] =
    /^(?:[a-z]{3,9},? )?(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?(?=$|[ ,]))?(?:,? (\d{4}))?$/.exec(
      words,
    ) ?? [];
  const named = nameIn(MONTHS, name);
  const nth = first ?? third;
  if (named < 0 || (first && third)) return { year: null, month: null, day: null };
  return { year: fourth ? Number(fourth) : null, month: named, day: nth ? Number(nth) : null };
}

const monthOf = (number: number): number | null => (number >= 1 && number <= 12 ? number - 1 : null);

const FULL_NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december', 'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
];
/** A name or its first letters, three at least: `mon`, `sept`, `november`. */
const nameIn = (names: readonly string[], word: string): number =>
  FULL_NAMES.some((full) => word.length >= 3 && full.startsWith(word)) ? names.indexOf(word.slice(0, 3)) : -1;

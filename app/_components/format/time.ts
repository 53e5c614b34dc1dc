const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

// Names are written here, not asked of Intl: the server's and the browser's locale data differ from release to release
// ("Sep", "Sept"), and both must write the same.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clock and calendar show. */
export function localTime(at: number | Date, timeZone: string): LocalTime {
  const format =
    FORMATS.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  FORMATS.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

const two = (number: number): string => String(number).padStart(2, '0');

/** 03:12 */
export function clock(at: number | Date, timeZone: string): string {
  const { hour, minute } = localTime(at, timeZone);
  return `${two(hour)}:${two(minute)}`;
}

/** 21 Nov */
export function dayMonth(at: number | Date, timeZone: string): string {
  const { day, month } = localTime(at, timeZone);
  return `${day} ${MONTHS[month - 1]}`;
}

/** 21 Nov 2026 */
export const date = (at: number | Date, timeZone: string): string =>
  `${dayMonth(at, timeZone)} ${localTime(at, timeZone).year}`;

/** Sat 21 Nov, 03:12 */
export function moment(at: number | Date, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${weekday} ${dayMonth(at, timeZone)}, ${clock(at, timeZone)}`;
}

/** 2026-11-21 03:12:09 */
export function stamp(at: number | Date, timeZone: string): string {
  const { year, month, day, hour, minute, second } = localTime(at, timeZone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** When something began, as short as it is clear: 03:12 today, else with its day, and with the year of old. */
export function since(at: Date, now: Date, timeZone: string): string {
  const age = now.getTime() - at.getTime();
  if (dayMonth(at, timeZone) === dayMonth(now, timeZone) && age < DAY) return clock(at, timeZone);
  return age < 300 * DAY ? `${dayMonth(at, timeZone)}, ${clock(at, timeZone)}` : date(at, timeZone);
}

/** A bucket of a chart: 21 Nov, 03:10–03:15. Days that do not begin with the zone's are told by their hours. */
export function bucketSpan(at: number, end: number, timeZone: string): string {
  const [from, to] = [clock(at, timeZone), clock(end, timeZone)];
  const lastDay = dayMonth(end - MINUTE, timeZone);
  const day = dayMonth(at, timeZone);
  if (from === '00:00' && to === '00:00') return day === lastDay ? day : `${day} – ${lastDay}`;
  const begin = `${day}, ${from}`;
  return lastDay === day ? `${begin}–${to}` : `${begin} – ${dayMonth(end, timeZone)}, ${to}`;
}

const UNITS: readonly { least: number; ms: number; name: string }[] = [
  { least: 2 * DAY, ms: DAY, name: 'day' },
  { least: 60 * MINUTE, ms: 60 * MINUTE, name: 'hour' },
  { least: MINUTE, ms: MINUTE, name: 'minute' },
  { least: 0, ms: 1000, name: 'second' },
];

/** 5 minutes, 2 hours, 3 days */
export function duration(ms: number): string {
  const unit = UNITS.find(({ least }) => ms >= least) ?? UNITS[UNITS.length - 1]!;
  const count = Math.max(0, Math.floor(ms / unit.ms));
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}

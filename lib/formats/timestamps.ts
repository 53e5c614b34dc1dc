import { tzOffset } from '@date-fns/tz';
import type { ParseContext } from './format';
import { clockTime, fourDigits, fraction, fractionEnd, twoDigits, zoneEnd } from './stamp-parts';

const DAY = 86_400_000;
const HALF_DAY = DAY / 2;
/** Zones change their offset on a quarter of an hour at the finest, so one offset is good for that long. */
const OFFSET_HOLDS = 900_000;
/** Lines of several programs are not quite in order; a clock that is set back goes back by more than that. */
const STRAGGLES = 300_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MONTH_KEYS = MONTHS.map((name) => keyOf(name, 0));

const SPACE = 32;
const MINUS = 45;
const COLON = 58;
const LATIN_T = 84;
const LATIN_Z = 90;

/** What stamps that leave something out depend on, the year or the zone: part of a parser's saved state. */
export type SavedStamps = { year: number | null; month: number; lastTwofold?: number } | null;

/**
 * Reads the stamps at the head of log lines: RFC 3164 (`Jan  2 03:04:05`, with or without year and fraction) and
 * ISO 8601 as RFC 3339, RFC 5424, Exim and journalctl write it. A stamp is recognised when its line is read and
 * turned into a time only when the line turns out to be worth one.
 *
 * The year of RFC 3164 stamps is inferred without a clock: the first stamp's is the latest that does not lie more
 * than a day after the input's reference time, and from there it follows the sequence of the months. Of an input that
 * was there as a whole by then, every day's is found as the first stamp's is. Where clocks are
 * set back an hour comes twice: its stamps mean the first time until they go back themselves.
 */
export class Stamps {
  private readonly timeZone: string;
  private readonly latest: number;
  private readonly isWhole: boolean;
  private year: number | null;
  private month: number;
  private monthKey = 0;
  private stampDay = 0;
  private start = 0;
  private isIso = false;
  private offsetSlot = Number.NaN;
  private offset = 0;
  /** By how much the first of two times comes before the second; 0 where a local time comes once. */
  private twofoldBy = 0;
  /** The latest of those that came twice, as it was understood. */
  private lastTwofold: number;
  private dayKey = -1;
  private dayStart = 0;

  constructor(context: ParseContext, saved: SavedStamps = null) {
    this.timeZone = context.timeZone;
    this.latest = context.referenceTime + DAY;
    this.isWhole = context.isWhole ?? false;
    this.year = saved?.year ?? null;
    this.month = saved?.month ?? 0;
    this.lastTwofold = saved?.lastTwofold ?? Number.NEGATIVE_INFINITY;
  }

  save(): SavedStamps {
    const { year, month, lastTwofold } = this;
    if (Number.isFinite(lastTwofold)) return { year, month, lastTwofold };
    return year === null ? null : { year, month };
  }

  /** The index after the stamp that begins at `start`, or -1 where there is none. */
  read(text: string, start: number): number {
    this.start = start;
    const first = text.charCodeAt(start);
    this.isIso = first <= 57;
    return this.isIso ? this.readIso(text, start) : this.readRfc3164(text, start);
  }

  /** Milliseconds since the epoch of the stamp that was read last; `NaN` where it names no time. */
  time(text: string): number {
    return this.isIso ? this.isoTime(text, this.start) : this.rfc3164Time(text, this.start);
  }

  private readRfc3164(text: string, start: number): number {
    if (text.charCodeAt(start + 3) !== SPACE || text.charCodeAt(start + 6) !== SPACE) return -1;
    const clock = text.charCodeAt(start + 9) === COLON ? start + 7 : clockOf(text, start);
    if (text.charCodeAt(clock + 2) !== COLON || text.charCodeAt(clock + 5) !== COLON) return -1;
    const key = keyOf(text, start);
    const day = this.isWhole ? (text.charCodeAt(start + 4) << 8) | text.charCodeAt(start + 5) : 0;
    if (key !== this.monthKey || day !== this.stampDay || this.year === null) {
      const month = MONTH_KEYS.indexOf(key);
      if (month < 0) return -1;
      const latest = this.isWhole || this.year === null ? this.firstYear(text, start, month) : null;
      const year = latest ?? this.nextYear(month);
      if (year === null) return -1;
      this.monthKey = key;
      this.stampDay = day;
      this.year = year;
      this.month = month;
    }
    return fractionEnd(text, clock + 8);
  }

  /** Time moves on: a month that came before means a new year, unless it is the last one's straggler. */
  private nextYear(month: number): number | null {
    if (this.year === null) return null;
    const months = month - this.month;
    return months <= -2 ? this.year + 1 : months === 11 ? this.year - 1 : this.year;
  }

  private firstYear(text: string, start: number, month: number): number | null {
    const day = twoDigits(text, start + 4);
    const latest = new Date(this.latest).getUTCFullYear() + 1;
    for (let year = latest; year > latest - 10; year--) {
      // 29 February exists in one year of four.
      if (new Date(Date.UTC(year, month, day)).getUTCMonth() !== month) continue;
      if (this.toUtc(Date.UTC(year, month, day) + clockTime(text, clockOf(text, start))) <= this.latest)
        return year;
    }
    return null;
  }

  private rfc3164Time(text: string, start: number): number {
    const clock = clockOf(text, start);
    const year = clock === start + 7 ? this.year! : fourDigits(text, start + 7);
    const day = twoDigits(text, start + 4);
    const local = this.midnight(year, this.month, day) + clockTime(text, clock);
    return this.follow(local) + fraction(text, clock + 8);
  }

  private readIso(text: string, start: number): number {
    if (text.charCodeAt(start + 4) !== MINUS || text.charCodeAt(start + 7) !== MINUS) return -1;
    const separator = text.charCodeAt(start + 10);
    if (separator !== LATIN_T && separator !== SPACE) return -1;
    if (text.charCodeAt(start + 13) !== COLON || text.charCodeAt(start + 16) !== COLON) return -1;
    return zoneEnd(text, fractionEnd(text, start + 19));
  }

  private isoTime(text: string, start: number): number {
    const month = twoDigits(text, start + 5) - 1;
    const day = twoDigits(text, start + 8);
    const local = this.midnight(fourDigits(text, start), month, day) + clockTime(text, start + 11);
    const zone = fractionEnd(text, start + 19);
    const end = zoneEnd(text, zone);
    const millis = fraction(text, start + 19);
    if (end === zone) return this.follow(local) + millis;
    if (text.charCodeAt(zone) === LATIN_Z) return local + millis;
    const sign = text.charCodeAt(end - (text.charCodeAt(end - 3) === COLON ? 6 : 5)) === MINUS ? -1 : 1;
    const minutesAt = end - 2;
    const hoursAt = text.charCodeAt(end - 3) === COLON ? end - 5 : end - 4;
    return local + millis - sign * (twoDigits(text, hoursAt) * 60 + twoDigits(text, minutesAt)) * 60_000;
  }

  /** Lines come day by day. */
  private midnight(year: number, month: number, day: number): number {
    const key = (year * 12 + month) * 32 + day;
    if (key !== this.dayKey) {
      this.dayKey = key;
      this.dayStart =
        month >= 0 && month < 12 && day >= 1 && day <= 31 ? Date.UTC(year, month, day) : Number.NaN;
    }
    return this.dayStart;
  }

  /** Of a stamp in sequence. */
  private follow(local: number): number {
    const second = this.toUtc(local);
    if (this.twofoldBy === 0) return second;
    const first = second - this.twofoldBy;
    const wentBackBy = this.lastTwofold - first;
    const at = wentBackBy > STRAGGLES && wentBackBy < 2 * this.twofoldBy ? second : first;
    this.lastTwofold = Math.max(at, this.lastTwofold);
    return at;
  }

  /** The second of two times where a local time comes twice. */
  private toUtc(local: number): number {
    const slot = Math.floor(local / OFFSET_HOLDS);
    if (slot !== this.offsetSlot) {
      this.offsetSlot = slot;
      const guess = local - offsetAt(this.timeZone, local);
      this.offset = offsetAt(this.timeZone, guess);
      this.twofoldBy = twofoldAt(this.timeZone, local);
    }
    return local - this.offset;
  }
}

function offsetAt(timeZone: string, time: number): number {
  if (timeZone === 'UTC' || Number.isNaN(time)) return 0;
  return tzOffset(timeZone, new Date(time)) * 60_000;
}

/** By how much clocks are set back between the two times that a local time names; 0 where it names one. */
function twofoldAt(timeZone: string, local: number): number {
  const before = offsetAt(timeZone, local - HALF_DAY);
  const after = offsetAt(timeZone, local + HALF_DAY);
  if (!(before > after)) return 0;
  const isTwofold =
    offsetAt(timeZone, local - before) === before && offsetAt(timeZone, local - after) === after;
  return isTwofold ? before - after : 0;
}

function keyOf(text: string, start: number): number {
  return (text.charCodeAt(start) << 16) | (text.charCodeAt(start + 1) << 8) | text.charCodeAt(start + 2);
}

/** Where the clock of an RFC 3164 stamp begins: after the day, or after a year (`Jan  2 2026 03:04:05`). */
function clockOf(text: string, start: number): number {
  return text.charCodeAt(start + 11) === SPACE && text.charCodeAt(start + 9) !== COLON
    ? start + 12
    : start + 7;
}

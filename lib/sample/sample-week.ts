import { timedTraffic } from './traffic';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const PIECE_CHARACTERS = 2 << 20;

const TOLD = { seed: 20_251, timeZone: 'UTC' };
/** About 35,000 attempts in a week: enough for every chart and for alerts, and read within a minute. */
const MESSAGES_PER_HOUR = 200;

/** The last seven days of sample traffic, cut at line ends into pieces of some megabytes. */
export function* sampleWeek(now: Date, messagesPerHour = MESSAGES_PER_HOUR): Generator<string> {
  const from = new Date(Math.floor((now.getTime() - WEEK_MS) / HOUR_MS) * HOUR_MS);
  let piece = '';
  for (const { line } of timedTraffic({ ...TOLD, messagesPerHour, from, to: now })) {
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}

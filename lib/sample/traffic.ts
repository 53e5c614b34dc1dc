import { attemptsOf, newMessage, QUEUE_LIFETIME } from './message';
import { postfixLines, type TimedLine } from './postfix-lines';
import { randomOf } from './random';
import { messagesDue } from './rhythm';
import { STREAMS } from './senders';
import { tellStory } from './story';
import { wallClock } from './wall-clock';

const MINUTE = 60_000;
/** A message's last line may come so long after its last attempt began. */
const LONGEST_ATTEMPT = 5 * MINUTE;

export interface SampleTraffic {
  seed: number;
  from: Date;
  to: Date;
  /** On average over a week. */
  messagesPerHour: number;
  /** The moment at which the story has got to its last chapter; `to`, unless this continues an earlier span. */
  present?: Date;
  /** IANA zone of the sender's working day and of the stamps. */
  timeZone?: string;
}

/**
 * A believable sender's Postfix log: lines in the order of time from `from` up to, not including, `to`.
 *
 * Everything about a message follows from the seed and the minute it arrived in, and messages that arrived before
 * `from` and are still being tried are there too. So the same options give the same bytes, and, with one `present`,
 * two spans that meet give the bytes of the whole.
 */
export function* sampleTraffic(options: SampleTraffic): Generator<string> {
  for (const { line } of timedTraffic(options)) yield line;
}

/** `sampleTraffic` with the time of each line. Made as it is asked for, so `to` may be as far off as one likes. */
export function* timedTraffic(options: SampleTraffic): Generator<TimedLine> {
  const [from, to] = [options.from.getTime(), options.to.getTime()];
  const minutes = new Map<number, TimedLine[]>();
  const settle = (timed: TimedLine) => {
    const minute = Math.floor(timed.at / MINUTE);
    const lines = minutes.get(minute);
    if (lines) lines.push(timed);
    else minutes.set(minute, [timed]);
  };
  const arrivals = arrivalsOf(options);
  const firstMinute = Math.floor((from - QUEUE_LIFETIME - LONGEST_ATTEMPT) / MINUTE);
  for (let minute = firstMinute; minute * MINUTE < to; minute++) {
    for (const lines of arrivals(minute)) for (const timed of lines) if (timed.at >= from) settle(timed);
    const lines = minutes.get(minute) ?? [];
    minutes.delete(minute);
    for (const timed of lines.sort((a, b) => a.at - b.at)) if (timed.at < to) yield timed;
  }
}

/** All the lines there will ever be about each message that arrives in a minute, but for what was over before `from`. */
function arrivalsOf({ seed, from, to, messagesPerHour, present = to, timeZone }: SampleTraffic) {
  const { wallOf, stamp } = wallClock(timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const story = tellStory(wallOf(present.getTime()));
  return function* (minute: number): Generator<TimedLine[]> {
    const random = randomOf(seed, minute);
    for (const stream of STREAMS) {
      const due = messagesDue(stream, wallOf(minute * MINUTE), messagesPerHour);
      const messages = Math.floor(due * (0.7 + random.next() * 0.6) + random.next());
      for (let index = 0; index < messages; index++) {
        const message = newMessage(stream, minute * MINUTE + random.between(0, MINUTE), random);
        const attempts = attemptsOf(message, wallOf, story, random);
        const words = randomOf(Math.floor(random.next() * 2 ** 32), index);
        if ((attempts.at(-1)?.at ?? 0) + LONGEST_ATTEMPT < from.getTime()) continue;
        yield postfixLines(message, attempts, stamp, words);
      }
    }
  };
}

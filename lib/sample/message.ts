import { DESTINATIONS, type Destination, type Mailboxes, type Trouble } from './destinations';
import type { Random } from './random';
import type { Response } from './response';
import { RESPONSES } from './response-table';
import type { Pool, Stream } from './senders';
import type { Story } from './story';

const MINUTE = 60_000;
/** Postfix doubles the wait from `minimal_backoff_time` up to `maximal_backoff_time`. */
const BACKOFF_MINUTES = [10, 20, 40, 80, 160, 240];
/** `maximal_queue_lifetime`: what has not been delivered by then is given up. */
export const QUEUE_LIFETIME = 2 * 24 * 60 * MINUTE;

/** One message of the sample, to one recipient. */
export interface Message {
  arrivedAt: number;
  stream: Stream;
  pool: Pool;
  destination: Destination;
  mailboxes: Mailboxes;
  recipient: string;
  sizeBytes: number;
}

export interface Attempt {
  at: number;
  tookMs: number;
  mxHost: string;
  /** `null`: delivered. */
  response: Response | null;
  /** The last one before the message was given up. */
  expires: boolean;
}

export function newMessage(stream: Stream, arrivedAt: number, random: Random): Message {
  const destination = random.weigh(DESTINATIONS, ({ share }) => share);
  const mailboxes = random.pick(destination.mailboxes);
  return {
    arrivedAt,
    stream,
    pool: random.pick(stream.pools),
    destination,
    mailboxes,
    recipient: `user${random.between(10_000, 100_000)}@${mailboxes.domain}`,
    sizeBytes: random.between(6_000, 90_000),
  };
}

/** What becomes of a message: its attempts until it is delivered, refused or given up. */
export function attemptsOf(
  message: Message,
  wallOf: (at: number) => number,
  story: Story,
  random: Random,
): Attempt[] {
  const { arrivedAt, stream, destination, mailboxes } = message;
  const standing = troubleOf(destination, random);
  const attempts: Attempt[] = [];
  let at = arrivedAt + random.between(5, 90);
  for (let number = 0; ; number++) {
    const stands = standing && number < (standing.attempts ?? Number.POSITIVE_INFINITY);
    const name = stands
      ? standing.response
      : story.trouble(wallOf(at), destination.name, stream.name, random);
    const response = name && RESPONSES[name];
    const wait = (BACKOFF_MINUTES[number] ?? 240) * MINUTE * (0.9 + random.next() / 5);
    const expires = response?.status === 'deferred' && at + wait - arrivedAt > QUEUE_LIFETIME;
    const mxHost = random.pick(mailboxes.mxHosts);
    attempts.push({ at, tookMs: durationOf(response, random), mxHost, response, expires });
    if (response?.status !== 'deferred' || expires) return attempts;
    at = Math.round(at + wait);
  }
}

function troubleOf({ troubles }: Destination, random: Random): Trouble | null {
  let drawn = random.next();
  for (const trouble of troubles) {
    drawn -= trouble.share;
    if (drawn < 0) return trouble;
  }
  return null;
}

/** A host that does not answer costs `smtp_connect_timeout`, 30 seconds. */
function durationOf(response: Response | null, random: Random): number {
  const timedOut = response?.reason.includes('timed out') ?? false;
  return timedOut ? 30_000 + random.between(20, 400) : 180 + Math.round(random.next() ** 4 * 6_000);
}

import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import type { EventDetail } from './event-detail';
import { type EventRow, eventColumns } from './event-row';

/** One attempt to hand over a message to one of its recipients. */
export interface Attempt extends EventRow {
  delayMs: number | null;
}

export interface MessageAttempts {
  /** For the event's own recipient, the first attempt first. */
  attempts: Attempt[];
  /** How many others the same message was for, and how their attempts went. */
  others: { outcome: string; recipients: number }[];
  /** There were more attempts than are told. */
  isCut: boolean;
}

/** Servers give up after five days (RFC 5321 §4.5.4.1); a report may come later. */
const DAYS = 7;
const MOST_ATTEMPTS = 200;
const DAY_MS = 86_400_000;

/** What else became of an event's message, told by its message id, or by its queue id where one source gave it. */
export async function messageAttempts(db: Db, event: EventDetail): Promise<MessageAttempts> {
  const same = sameMessage(event);
  const ofRecipient =
    event.recipientHash === null
      ? Prisma.sql`recipient_hash IS NULL`
      : Prisma.sql`recipient_hash = ${event.recipientHash}::bigint`;
  const [attempts, others] = await Promise.all([
    db.$queryRaw<Attempt[]>(Prisma.sql`
      SELECT ${eventColumns}, e.delay_ms AS "delayMs" FROM (
        SELECT * FROM event WHERE ${same} AND ${ofRecipient} ORDER BY at, position LIMIT ${MOST_ATTEMPTS + 1}
      ) e JOIN label_set l ON l.id = e.label_set_id LEFT JOIN mx_host m ON m.id = e.mx_host_id
      ORDER BY e.at, e.position`),
    db.$queryRaw<MessageAttempts['others']>(Prisma.sql`
      SELECT l.outcome AS "outcome", count(DISTINCT e.recipient_hash)::int AS "recipients"
      FROM (SELECT * FROM event WHERE ${same} AND recipient_hash IS NOT NULL AND NOT (${ofRecipient})) e
      JOIN label_set l ON l.id = e.label_set_id GROUP BY 1 ORDER BY 2 DESC, 1`),
  ]);
  return { attempts: attempts.slice(0, MOST_ATTEMPTS), others, isCut: attempts.length > MOST_ATTEMPTS };
}

/** A queue id is given again sooner or later: one that came with another message id is of another message. */
function sameMessage({ at, sourceId, originId, position, messageIdHash, queueId }: EventDetail): Prisma.Sql {
  const [from, to] = [new Date(at.getTime() - DAYS * DAY_MS), new Date(at.getTime() + DAYS * DAY_MS)];
  const within = Prisma.sql`at BETWEEN ${from}::timestamptz AND ${to}::timestamptz`;
  if (messageIdHash !== null) return Prisma.sql`${within} AND message_id_hash = ${messageIdHash}::bigint`;
  if (queueId !== null)
    return Prisma.sql`${within} AND source_id = ${sourceId}::int AND queue_id = ${queueId} AND message_id_hash IS NULL`;
  return Prisma.sql`at = ${at}::timestamptz AND source_id = ${sourceId}::int AND origin_id = ${originId}::bigint
    AND position = ${position}::bigint`;
}

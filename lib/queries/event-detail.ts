import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { type EventKey, type EventRow, eventColumns } from './event-row';
import { fromPrimary } from './from-primary';

/** All that is stored of one event. */
export interface EventDetail extends EventRow {
  source: string;
  destination: string | null;
  bounceType: string | null;
  action: string | null;
  enforcement: boolean;
  sendingIp: string | null;
  pool: string | null;
  campaign: string | null;
  customer: string | null;
  feedbackType: string | null;
  mxIp: string | null;
  delayMs: number | null;
  queueId: string | null;
  /** Keyed hashes. */
  recipientHash: bigint | null;
  messageIdHash: bigint | null;
}

/** `null`: it is not stored, or not any more. */
export async function eventDetail(db: Db, key: EventKey): Promise<EventDetail | null> {
  // Somebody who follows events opens one that a replica does not have yet.
  return (await detailIn(db, key)) ?? fromPrimary(db, (transaction) => detailIn(transaction, key));
}

async function detailIn(db: Prisma.TransactionClient, key: EventKey): Promise<EventDetail | null> {
  const { sourceId, originId, position, at } = key;
  const [event] = await db.$queryRaw<EventDetail[]>(Prisma.sql`
    SELECT ${eventColumns}, s.name AS "source", l.destination AS "destination", l.bounce_type AS "bounceType",
      l.action AS "action", l.enforcement AS "enforcement", l.sending_ip AS "sendingIp", l.pool AS "pool",
      l.campaign AS "campaign", l.customer AS "customer", l.feedback_type AS "feedbackType", m.ip AS "mxIp",
      e.delay_ms AS "delayMs", e.queue_id AS "queueId", e.recipient_hash AS "recipientHash",
      e.message_id_hash AS "messageIdHash"
    FROM event e JOIN label_set l ON l.id = e.label_set_id JOIN source s ON s.id = e.source_id
    LEFT JOIN mx_host m ON m.id = e.mx_host_id
    WHERE e.source_id = ${sourceId}::int AND e.origin_id = ${originId}::bigint
      AND e.position = ${position}::bigint AND e.at = ${at}::timestamptz`);
  return event ?? null;
}

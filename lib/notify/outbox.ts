import type { Db } from '@/lib/db';
import type { Prisma } from '@/prisma/generated/client';

/** A notification that this worker has in hand. */
export interface Taken {
  id: bigint;
  channelId: number;
  incidentId: bigint | null;
  about: string;
  reason: string;
  /** With this one. */
  attempts: number;
  /** As it was said before; `null`: it was not tried yet. */
  notice: Prisma.JsonValue;
}

/** Longer than any channel takes. A worker that dies leaves what it had in hand to the others after this. */
export const LEASE_MS = 3 * 60_000;
/** What nobody could be told for this long is told no more. */
const STALE_MS = 24 * 60 * 60_000;

/** The channels that something is to be done for now. */
export async function dueChannels(db: Db, now: Date): Promise<number[]> {
  const rows = await db.notification.findMany({
    where: {
      state: 'waiting',
      dueAt: { lte: now },
      AND: [
        { OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
        { OR: [{ channel: { enabled: true } }, { reason: 'test' }, { dueAt: { lte: staleBefore(now) } }] },
      ],
    },
    distinct: ['channelId'],
    select: { channelId: true },
  });
  return rows.map(({ channelId }) => channelId);
}

const staleBefore = (now: Date): Date => new Date(now.getTime() - STALE_MS);

/**
 * Takes what is due next, and counts the try. Of one incident nothing overtakes what another worker has in hand: that
 * it is over does not arrive before that it began. Nobody else takes it until the lease is over.
 */
export async function takeDue(db: Db, channelId: number, now: Date): Promise<Taken | null> {
  const until = new Date(now.getTime() + LEASE_MS);
  const [taken] = await db.$queryRaw<Taken[]>`
    UPDATE notification SET lease_until = ${until}::timestamptz, attempts = attempts + 1
    WHERE id = (
      SELECT n.id FROM notification n JOIN channel c ON c.id = n.channel_id
      WHERE n.channel_id = ${channelId} AND n.state = 'waiting' AND n.due_at <= ${now}::timestamptz
        AND (n.lease_until IS NULL OR n.lease_until <= ${now}::timestamptz)
        AND (c.enabled OR n.reason = 'test')
        AND NOT EXISTS (
          SELECT FROM notification o
          WHERE o.channel_id = n.channel_id AND o.incident_id = n.incident_id AND o.id < n.id
            AND o.state = 'waiting' AND o.lease_until > ${now}::timestamptz)
      ORDER BY n.due_at, n.id LIMIT 1 FOR UPDATE OF n SKIP LOCKED)
    RETURNING id, channel_id AS "channelId", incident_id AS "incidentId", about, reason, attempts, notice`;
  return taken ?? null;
}

/** What is said from now on, whatever becomes of this try. */
export async function keepNotice(db: Db, { id }: Taken, notice: Prisma.InputJsonObject): Promise<void> {
  await db.notification.update({ where: { id }, data: { notice } });
}

export type Settled =
  | { state: 'sent'; sentAt: Date; answer: string }
  | { state: 'failed'; fault: string }
  | { state: 'waiting'; dueAt: Date; fault: string };

/** Writes down what became of a try, unless the lease ran out and somebody else has tried since. */
export async function settle(db: Db, { id, attempts }: Taken, settled: Settled): Promise<void> {
  await db.notification.updateMany({
    where: { id, attempts, state: 'waiting' },
    data: { fault: null, ...settled, leaseUntil: null },
  });
}

const OUTDATED = {
  unheard: 'it was over before anybody could be told',
  over: 'the incident is over',
  superseded: 'a later message says more',
  acknowledged: 'somebody looks after it, or it was silenced',
  stale: 'the channel did not work for a day',
} as const;

/**
 * Drops what need not be told any more; each row says why. An incident that was over before this channel was tried is
 * not told at all; one that may have been told (a try that got no answer counts) is told to be over, and nothing else.
 */
export async function dropOutdated(db: Db, channelId: number, now: Date): Promise<void> {
  const waits = { channelId, state: 'waiting' };
  await db.$executeRaw`
    UPDATE notification n SET state = 'dropped', fault = CASE
        WHEN i.resolved_at IS NOT NULL AND NOT told.before THEN ${OUTDATED.unheard}
        WHEN i.resolved_at IS NOT NULL THEN ${OUTDATED.over}
        WHEN n.reason = 'reminder' AND (i.acknowledged_at IS NOT NULL OR i.muted_by IS NOT NULL)
          THEN ${OUTDATED.acknowledged}
        ELSE ${OUTDATED.superseded} END
    FROM incident i, LATERAL (
      SELECT
        EXISTS (SELECT FROM notification o WHERE o.incident_id = i.id AND o.channel_id = ${channelId}
          AND (o.state IN ('sent', 'failed') OR o.attempts > 0)) AS before
    ) told
    WHERE n.channel_id = ${channelId} AND n.state = 'waiting' AND n.incident_id = i.id AND n.reason <> 'replay'
      AND (n.lease_until IS NULL OR n.lease_until <= ${now}::timestamptz)
      AND CASE
        WHEN i.resolved_at IS NOT NULL THEN n.reason <> 'resolved' OR NOT told.before
        WHEN n.reason = 'reminder' AND (i.acknowledged_at IS NOT NULL OR i.muted_by IS NOT NULL) THEN TRUE
        ELSE n.reason IN ('firing', 'reminder') AND EXISTS (
          SELECT FROM notification o
          WHERE o.incident_id = i.id AND o.channel_id = n.channel_id AND o.id > n.id AND o.reason = 'firing'
            AND (o.state = 'sent' OR (o.state = 'waiting' AND o.due_at <= ${now}::timestamptz)))
        END`;
  await db.notification.updateMany({
    where: { ...waits, dueAt: { lte: staleBefore(now) } },
    data: { state: 'failed', fault: OUTDATED.stale },
  });
}

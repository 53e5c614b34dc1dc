import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';

const KEY = 'suppressions-looked-at';
const DAY_MS = 86_400_000;
/** A process writes a day down as written to once a day, before the first batch that writes to it. */
const WRITTEN_DOWN_MS = DAY_MS + 3_600_000;

/**
 * Finds the last delivery to each recipient against whom something speaks. Deliveries are most of all events, so none is
 * looked at when it comes in: the days that were written to lately are read through, and for recipients who are new
 * here also those since their first fault. What is found is a maximum: neither order nor repetition changes it. Rows are
 * locked in the order of their keys, as by everyone who takes several: two who do so wait for each other, and no more.
 */
export async function findDeliveries(db: Db, now: Date): Promise<void> {
  const round = randomUUID();
  // Named before any day is read: who is added meanwhile, or turns out to have an earlier fault, waits for the next round.
  await db.$executeRaw`
    WITH held AS (
      SELECT workspace_id, recipient_hash FROM suppression WHERE NOT deliveries_known ORDER BY 1, 2 FOR UPDATE
    )
    UPDATE suppression p SET deliveries_sought_by = ${round}
      FROM held WHERE p.workspace_id = held.workspace_id AND p.recipient_hash = held.recipient_hash`;
  const { _min, _count } = await db.suppression.aggregate({
    _min: { firstFaultAt: true },
    _count: true,
    where: { deliveriesSoughtBy: round },
  });
  if (_count === 0 && (await db.suppression.count({ take: 1 })) === 0) return;
  const stored = await db.setting.findUnique({ where: { key: KEY } });
  const lookedAt = typeof stored?.value === 'string' ? Date.parse(stored.value) : 0;
  const writtenSince = new Date(lookedAt - WRITTEN_DOWN_MS);
  const from = new Date((_min.firstFaultAt ?? now).getTime() - DAY_MS);
  const days = await db.eventDay.findMany({
    where: { OR: [{ lastWrittenAt: { gte: writtenSince } }, { day: { gte: from } }] },
    orderBy: { day: 'asc' },
  });
  for (const { day } of days) await findWithin(db, day);
  await db.$executeRaw`
    WITH held AS (
      SELECT workspace_id, recipient_hash FROM suppression WHERE deliveries_sought_by = ${round}
       ORDER BY 1, 2 FOR UPDATE
    )
    UPDATE suppression p SET deliveries_known = true, deliveries_sought_by = NULL
      FROM held WHERE p.workspace_id = held.workspace_id AND p.recipient_hash = held.recipient_hash`;
  const value = now.toISOString();
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

/**
 * A delivery of the very message that bounced is none: a server may take a message and report it as undeliverable later.
 * What was reinstated is not decided anew by a delivery, and neither is what one fault was enough for.
 */
async function findWithin(db: Db, day: Date): Promise<void> {
  const next = new Date(day.getTime() + DAY_MS);
  await db.$executeRaw`
    WITH delivered AS (
      SELECT p.workspace_id, p.recipient_hash, max(e.at) AS at
        FROM event e
        JOIN label_set l ON l.id = e.label_set_id AND l.outcome = 'delivered'
        JOIN source s ON s.id = e.source_id
        JOIN suppression p ON p.workspace_id = s.workspace_id AND p.recipient_hash = e.recipient_hash
        LEFT JOIN recipient_fault f ON f.recipient_hash = e.recipient_hash AND f.message_id_hash = e.message_id_hash
       WHERE e.at >= ${day}::timestamptz AND e.at < ${next}::timestamptz
         AND e.at > p.first_fault_at AND (p.delivered_at IS NULL OR e.at > p.delivered_at)
         AND f.recipient_hash IS NULL
       GROUP BY 1, 2
    ), held AS (
      SELECT p.workspace_id, p.recipient_hash, d.at FROM suppression p JOIN delivered d USING (workspace_id, recipient_hash)
       ORDER BY 1, 2 FOR UPDATE OF p
    )
    UPDATE suppression p SET delivered_at = greatest(p.delivered_at, held.at), stale = true
      FROM held WHERE p.workspace_id = held.workspace_id AND p.recipient_hash = held.recipient_hash`;
}

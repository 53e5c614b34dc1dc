import type { Db } from '@/lib/db';
import { faultKindOf } from '@/lib/suppression/fault-kinds';

const KEY = 'suppressions-judged';
const DAY_MS = 86_400_000;

/**
 * Reads the faults out of the events that are kept, where that has not been done since they were last judged: events
 * that were recorded before there were suppressions, and those that an own rule has given another meaning. Of such an
 * event the address is not known any more. Doing so twice changes nothing. Suppressions are locked in the order of their
 * key, as by everybody who locks several: those who weigh them are at work meanwhile.
 */
export async function refreshFaults(db: Db): Promise<void> {
  const { _max } = await db.reclassification.aggregate({ _max: { id: true }, where: { state: 'done' } });
  const judged = _max.id ?? 0;
  const stored = await db.setting.findUnique({ where: { key: KEY } });
  if (stored?.value === judged) return;
  const labels = await db.labelSet.findMany({
    where: { outcome: { in: ['bounced', 'complained'] } },
    select: { id: true, outcome: true, category: true, action: true, feedbackType: true },
  });
  const kinds = labels.flatMap((label) => {
    const kind = faultKindOf(label);
    return kind ? [{ id: label.id, kind: kind.id }] : [];
  });
  const [ids, names] = [kinds.map(({ id }) => id), kinds.map(({ kind }) => kind)];
  const daysWithFaults = await db.$queryRaw<{ day: Date }[]>`
    SELECT DISTINCT (at AT TIME ZONE 'UTC')::date AS day FROM recipient_fault`;
  const hasFaults = new Set(daysWithFaults.map(({ day }) => day.getTime()));
  for (const { day } of await db.eventDay.findMany({ orderBy: { day: 'asc' } })) {
    const next = new Date(day.getTime() + DAY_MS);
    const inserted = db.$executeRaw`
      INSERT INTO recipient_fault (source_id, origin_id, position, at, recipient_hash, kind, label_set_id,
        message_id_hash, recipient, diagnostic)
      SELECT e.source_id, e.origin_id, e.position, e.at, e.recipient_hash, k.kind, e.label_set_id, e.message_id_hash,
             e.recipient, e.diagnostic
        FROM unnest(${ids}::int[], ${names}::text[]) AS k (label_set_id, kind)
        JOIN event e ON e.label_set_id = k.label_set_id
       WHERE e.diagnostic IS NOT NULL AND e.recipient_hash IS NOT NULL AND e.recipient IS NOT NULL
         AND e.at >= ${day}::timestamptz AND e.at < ${next}::timestamptz
       ORDER BY 1, 2, 3, 4
      ON CONFLICT (source_id, origin_id, position, at) DO UPDATE
        SET kind = excluded.kind, label_set_id = excluded.label_set_id, weighed = false
        WHERE recipient_fault.label_set_id <> excluded.label_set_id`;
    const dropped = db.$executeRaw`
      WITH dropped AS (
        DELETE FROM recipient_fault f USING event e
         WHERE e.source_id = f.source_id AND e.origin_id = f.origin_id AND e.position = f.position AND e.at = f.at
           AND e.diagnostic IS NOT NULL
           AND e.at >= ${day}::timestamptz AND e.at < ${next}::timestamptz
           AND f.at >= ${day}::timestamptz AND f.at < ${next}::timestamptz
           AND e.label_set_id <> f.label_set_id AND e.label_set_id <> ALL (${ids}::int[])
        RETURNING f.source_id, f.recipient_hash
      ), meant AS (
        SELECT p.workspace_id, p.recipient_hash FROM suppression p
          JOIN (SELECT DISTINCT s.workspace_id, d.recipient_hash FROM dropped d JOIN source s ON s.id = d.source_id) d
            ON p.workspace_id = d.workspace_id AND p.recipient_hash = d.recipient_hash
         ORDER BY 1, 2 FOR UPDATE OF p
      )
      UPDATE suppression p SET stale = true FROM meant
       WHERE p.workspace_id = meant.workspace_id AND p.recipient_hash = meant.recipient_hash`;
    await db.$transaction([inserted, ...(hasFaults.has(day.getTime()) ? [dropped] : [])]);
  }
  await db.setting.upsert({
    where: { key: KEY },
    create: { key: KEY, value: judged },
    update: { value: judged },
  });
}

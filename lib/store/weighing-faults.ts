import type { Fault } from '@/lib/suppression/decide';
import { FAULT_KINDS } from '@/lib/suppression/fault-kinds';
import type { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import type { Prisma } from '@/prisma/generated/client';

/** A recipient, and what sets faults aside: all before they were reinstated, soft bounces before the last delivery. */
export interface Accused {
  workspaceId: number;
  recipientHash: bigint;
  deliveredAt: Date | null;
  forgivenAt: Date | null;
}

/** The faults by which a recipient is decided on, and of how many. */
export interface WeighingFaults {
  faults: Fault[];
  count: number;
  lastAt: number;
}

type Row = { n: number; count: number; lastAt: number } & Fault;

const kindsOf = (weight: 'at-once' | 'in-a-row'): string[] =>
  FAULT_KINDS.filter((kind) => kind.weight === weight).map(({ id }) => id);

/**
 * Which faults of these recipients decide? A mailbox may have bounced a million times, so no more are fetched of each
 * than `decide` needs for the same decision as of all: the first that is enough alone, and of the soft bounces the
 * first stretch that is enough, by its first and those at its end. Without such a stretch no soft bounce decides.
 * @returns by index of the recipients
 */
export async function weighingFaults(
  tx: Prisma.TransactionClient,
  accused: readonly Accused[],
  { bounces, withinDays, overDays }: SoftBounceRule,
): Promise<Map<number, WeighingFaults>> {
  const rows = await tx.$queryRaw<Row[]>`
    WITH open AS (
      SELECT a.n, f.kind, f.at, concat_ws(' ', f.source_id, f.origin_id, f.position) COLLATE "C" AS key,
             f.kind = ANY(${kindsOf('in-a-row')}) AND (a.delivered_at IS NULL OR f.at > a.delivered_at) AS soft
        FROM unnest(
               ${accused.map((_, n) => n)}::int[], ${accused.map(({ workspaceId }) => workspaceId)}::int[],
               ${accused.map(({ recipientHash }) => recipientHash)}::bigint[],
               ${accused.map(({ deliveredAt }) => deliveredAt)}::timestamptz[],
               ${accused.map(({ forgivenAt }) => forgivenAt)}::timestamptz[]
             ) AS a (n, workspace_id, recipient_hash, delivered_at, forgiven_at)
        JOIN recipient_fault f ON f.recipient_hash = a.recipient_hash AND f.weighed
        JOIN source s ON s.id = f.source_id AND s.workspace_id = a.workspace_id
       WHERE a.forgiven_at IS NULL OR f.at > a.forgiven_at
    ), standing AS (
      SELECT n, count(*)::int AS count, (extract(epoch FROM max(at)) * 1000)::float8 AS last_at FROM open GROUP BY n
    ), weighty AS (
      SELECT DISTINCT ON (n) n, kind, at, key FROM open WHERE kind = ANY(${kindsOf('at-once')}) ORDER BY n, at, key
    ), placed AS (
      SELECT n, kind, at, key, row_number() OVER (PARTITION BY n ORDER BY at, key) AS place FROM open WHERE soft
    ), reaching AS (
      SELECT n, at, place, count(*) OVER stretch AS close, first_value(at) OVER stretch AS began,
             first_value(place) OVER stretch AS began_place
        FROM placed
      WINDOW stretch AS (PARTITION BY n ORDER BY at
        RANGE BETWEEN make_interval(hours => ${24 * withinDays}::int) PRECEDING AND CURRENT ROW)
    ), enough AS (
      SELECT DISTINCT ON (n) n, place, began_place FROM reaching
       WHERE close >= ${bounces}::int AND at - began >= make_interval(hours => ${24 * overDays}::int)
       ORDER BY n, place
    ), weighing AS (
      SELECT n, kind, at, key FROM weighty
      UNION ALL
      -- Several of one instant count one after the other: from the first of them on, as many as may be needed.
      SELECT n, p.kind, p.at, p.key FROM placed p JOIN enough e USING (n)
       WHERE p.place = e.began_place OR p.place BETWEEN e.place - ${bounces}::int AND e.place + ${bounces}::int
    )
    SELECT n, count, last_at AS "lastAt", kind, (extract(epoch FROM at) * 1000)::float8 AS at, key
      FROM standing LEFT JOIN weighing USING (n)`;
  return gathered(rows);
}

function gathered(
  rows: readonly (Row | (Omit<Row, 'kind'> & { kind: null }))[],
): Map<number, WeighingFaults> {
  const found = new Map<number, WeighingFaults>();
  for (const { n, count, lastAt, ...fault } of rows) {
    const known = found.get(n) ?? { faults: [], count, lastAt };
    if (fault.kind !== null) known.faults.push(fault);
    found.set(n, known);
  }
  return found;
}

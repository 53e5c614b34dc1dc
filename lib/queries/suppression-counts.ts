import type { Db } from '@/lib/db';

export interface SuppressionCounts {
  /** By reason, of what is suppressed now. */
  byReason: Map<string, number>;
  suppressed: number;
  reinstated: number;
  /** Suppressed, and their addresses were not kept. */
  withoutAddress: number;
}

/** How many are suppressed, and why? */
export async function suppressionCounts(db: Db): Promise<SuppressionCounts> {
  const rows = await db.$queryRaw<{ state: string; reason: string | null; count: number; bare: number }[]>`
    SELECT state, reason, count(*)::float8 AS count, (count(*) FILTER (WHERE address IS NULL))::float8 AS bare
      FROM suppression WHERE state <> 'watched' GROUP BY 1, 2`;
  const suppressed = rows.filter(({ state }) => state === 'suppressed');
  const sum = (counts: number[]) => counts.reduce((total, one) => total + one, 0);
  return {
    byReason: new Map(suppressed.map(({ reason, count }) => [reason ?? '', count])),
    suppressed: sum(suppressed.map(({ count }) => count)),
    reinstated: sum(rows.filter(({ state }) => state === 'reinstated').map(({ count }) => count)),
    withoutAddress: sum(suppressed.map(({ bare }) => bare)),
  };
}

import type { Db } from '@/lib/db';

/** How many incidents are open, and of them acknowledged or muted, by severity. */
export async function incidentCounts(
  db: Db,
): Promise<{ severity: string; open: number; acknowledged: number; muted: number }[]> {
  return db.$queryRaw`
    SELECT severity.name AS "severity", count(i.id)::float8 AS "open",
      count(i.acknowledged_at)::float8 AS "acknowledged", count(i.muted_by)::float8 AS "muted"
    FROM unnest(ARRAY['critical', 'warning', 'info']) AS severity (name)
    LEFT JOIN incident i ON i.severity = severity.name AND i.resolved_at IS NULL
    GROUP BY severity.name ORDER BY 1`;
}

import type { Db } from '@/lib/db';

export interface Progress {
  state: string;
  scanned: number;
  changed: number;
  total: number;
  startedAt: Date;
  finishedAt: Date | null;
}

/** How far is history judged by the rules in force? `null`: they have never been changed. */
export async function latestReclassification(db: Db): Promise<Progress | null> {
  const latest = await db.reclassification.findFirst({ orderBy: { id: 'desc' } });
  if (!latest) return null;
  const { state, startedAt, finishedAt } = latest;
  const [scanned, changed, total] = [latest.scanned, latest.changed, latest.total].map(Number);
  return {
    state,
    scanned: scanned!,
    changed: changed!,
    total: Math.max(scanned!, total!),
    startedAt,
    finishedAt,
  };
}

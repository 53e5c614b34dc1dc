import type { Db } from '@/lib/db';

export interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  address: string | null;
  action: string;
  subject: string;
  details: [string, string][];
}

/** Who did what? The latest first, from before a known entry on. */
export async function auditEntries(db: Db, before: string | null, limit: number): Promise<AuditRow[]> {
  const rows = await db.auditEntry.findMany({
    where: before === null ? {} : { id: { lt: BigInt(before) } },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return rows.map(({ id, at, actor, address, action, subject, details }) => ({
    ...{ id: String(id), at, actor, address, action, subject },
    details: Object.entries(details as Record<string, unknown>).map(([key, value]) => [key, String(value)]),
  }));
}

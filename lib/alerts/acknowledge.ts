import type { Db } from '@/lib/db';

export interface Acknowledgement {
  incidentId: number;
  /** Who: what they are called in the dashboard. */
  by: string;
  note: string | null;
}

/** Somebody looks after an incident: it is no longer repeated. It ends with the incident; the next one of the same
 * cause is another. @returns false where it is over already, or was never there. */
export async function acknowledgeIncident(
  db: Db,
  { incidentId, by, note }: Acknowledgement,
  now: Date,
): Promise<boolean> {
  const { count } = await db.incident.updateMany({
    where: { id: incidentId, resolvedAt: null },
    data: { acknowledgedAt: now, acknowledgedBy: by, note },
  });
  return count === 1;
}

/** Nobody looks after it after all. */
export async function takeBackAcknowledgement(db: Db, incidentId: number): Promise<boolean> {
  const { count } = await db.incident.updateMany({
    where: { id: incidentId, resolvedAt: null, acknowledgedAt: { not: null } },
    data: { acknowledgedAt: null, acknowledgedBy: null, note: null },
  });
  return count === 1;
}

import type { Db } from '@/lib/db';
import { type Actor, audit } from '@/lib/store/audit';
import type { Prisma } from '@/prisma/generated/client';

/** Somebody looks after an incident: it is no longer repeated. It ends with the incident; the next one of the same
 * cause is another. @returns false where it is over already, or was never there. */
export function acknowledgeIncident(
  db: Db,
  by: Actor,
  { incidentId, note }: { incidentId: number; note: string | null },
  now: Date,
): Promise<boolean> {
  return change(db, by, incidentId, {
    is: {},
    becomes: { acknowledgedAt: now, acknowledgedBy: by.name, note },
    action: 'incident.acknowledged',
  });
}

/** Nobody looks after it after all. */
export function takeBackAcknowledgement(db: Db, by: Actor, incidentId: number): Promise<boolean> {
  return change(db, by, incidentId, {
    is: { acknowledgedAt: { not: null } },
    becomes: { acknowledgedAt: null, acknowledgedBy: null, note: null },
    action: 'incident.acknowledgement-taken-back',
  });
}

interface Change {
  is: Prisma.IncidentWhereInput;
  becomes: Prisma.IncidentUpdateManyMutationInput;
  action: string;
}

function change(db: Db, by: Actor, id: number, { is, becomes, action }: Change): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const where = { ...is, id, resolvedAt: null };
    const changed = await transaction.incident.updateManyAndReturn({ where, data: becomes });
    for (const { title } of changed) await audit(transaction, by, action, title, { id });
    return changed.length > 0;
  });
}

import type { Prisma } from '@/prisma/generated/client';
import { readRoute, toldBy } from './routes';
import type { SilencedAlert } from './silence';

/** What people are to be told of an incident. Silences and inhibition are decided already: whoever is listed here is
 * to be told, as far as the routes say so. */
export interface IncidentChange {
  /** What it tells of, once for each channel: `transition-17`, or `incident-4-resolved` where no transition is left. */
  about: string;
  incidentId: bigint;
  reason: 'firing' | 'resolved';
  severity: string;
  /** The alerts that routes are matched with: those that fire, or did until now. */
  alerts: SilencedAlert[];
}

/** Puts what people are to be told into the outbox, within the transaction that made the change. That an incident is
 * over is told to everybody who was told, or is to be told, of it, whatever the routes say by now; and to nobody else. */
export async function queueNotifications(
  tx: Prisma.TransactionClient,
  all: readonly IncidentChange[],
  now: Date,
): Promise<void> {
  const changes = await withoutSample(tx, all);
  if (changes.length === 0) return;
  // A channel that broke is told what happens meanwhile once it works again, as far as it is still so.
  const channel = { OR: [{ enabled: true }, { fault: { not: null } }] };
  const routes = (await tx.notificationRoute.findMany({ where: { channel } })).map(readRoute);
  const over = changes.flatMap(({ reason, incidentId }) => (reason === 'resolved' ? incidentId : []));
  const begun = await tx.notification.findMany({
    where: { incidentId: { in: over }, channel, state: { not: 'dropped' } },
    distinct: ['incidentId', 'channelId'],
    select: { incidentId: true, channelId: true },
  });
  const rows = changes.flatMap(({ about, incidentId, reason, severity, alerts }) => {
    const told = toldBy(routes, alerts, severity, now);
    const due =
      reason === 'firing'
        ? told
        : begun
            .filter((one) => one.incidentId === incidentId)
            .map((one) => told.find(({ channelId }) => channelId === one.channelId) ?? { ...one, at: now });
    return due.map(({ channelId, at }) => ({ channelId, incidentId, about, reason, dueAt: at }));
  });
  await tx.notification.createMany({ data: rows, skipDuplicates: true });
}

/** Nobody is woken up by mail that was made up, whatever channels and routes its workspace was given. */
async function withoutSample(
  tx: Prisma.TransactionClient,
  changes: readonly IncidentChange[],
): Promise<IncidentChange[]> {
  if (changes.length === 0) return [];
  const id = { in: changes.map(({ incidentId }) => incidentId) };
  const made = await tx.incident.findMany({
    where: { id, workspace: { isSample: true } },
    select: { id: true },
  });
  const ids = new Set(made.map((one) => one.id));
  return changes.filter(({ incidentId }) => !ids.has(incidentId));
}

import type { Prisma } from '@/prisma/generated/client';
import { Matcher, matchesAll } from './silence';

/** What people are to be told of an incident. Silences and inhibition are decided already: whoever is listed here is
 * to be told, as far as the routes say so. */
export interface IncidentChange {
  /** What it tells of, once for each channel: `transition-17`, or `incident-4-resolved` where no transition is left. */
  about: string;
  incidentId: bigint;
  reason: 'firing' | 'resolved';
  severity: string;
  /** The alerts that routes are matched with: those that fire, or did until now. */
  alerts: { rule: string; severity: string; series: string }[];
}

/** Puts what people are to be told into the outbox, within the transaction that made the change. */
export async function queueNotifications(
  tx: Prisma.TransactionClient,
  changes: readonly IncidentChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const routes = await tx.notificationRoute.findMany({ where: { channel: { enabled: true } } });
  const rows = changes.flatMap(({ about, incidentId, reason, alerts }) => {
    const told = routes.filter(({ severities, matchers }) =>
      alerts.some((alert) => severities.includes(alert.severity) && isRouted(alert, matchers)),
    );
    return [...new Set(told.map(({ channelId }) => channelId))].map((channelId) => ({
      ...{ channelId, incidentId, about, reason, dueAt: now },
    }));
  });
  await tx.notification.createMany({ data: rows, skipDuplicates: true });
}

function isRouted(alert: IncidentChange['alerts'][number], matchers: Prisma.JsonValue): boolean {
  const parsed = Matcher.array().parse(matchers);
  return parsed.length === 0 || matchesAll(alert, parsed);
}

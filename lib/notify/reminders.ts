import { causeOfText } from '@/lib/alerts/cause';
import { type LiveAlert, labelledByCause } from '@/lib/alerts/muting';
import { readRoute, toldBy } from '@/lib/alerts/routes';
import { CHANNEL_KINDS } from '@/lib/channels';
import type { Db } from '@/lib/db';

const PAGERS = CHANNEL_KINDS.filter(({ isPager }) => isPager).map(({ kind }) => kind);
/** An incident was told of by these. */
const TELLING = ['firing', 'reminder'];

/**
 * Queues what becomes due by time alone: incidents that go on and that nobody looks after are told again, and pagers
 * are told that somebody does. Any number of workers may do so at once: what is queued has the same name for all.
 */
export async function queueReminders(db: Db, now: Date): Promise<void> {
  const routes = (await db.notificationRoute.findMany({ where: { channel: { enabled: true } } })).map(
    readRoute,
  );
  const open = await db.incident.findMany({
    where: { resolvedAt: null, mutedBy: null, toldSeverity: { not: null } },
    include: { notifications: { include: { channel: { select: { kind: true } } } } },
  });
  const alerts = await firingAlerts(db);
  const rows = open.flatMap(({ id, cause, severity, acknowledgedAt, notifications }) => {
    const told = notifications.filter(({ reason }) => TELLING.includes(reason));
    if (acknowledgedAt !== null) {
      const pagers = told.filter(({ state, channel }) => state === 'sent' && PAGERS.includes(channel.kind));
      const about = `acknowledged-${id}-${acknowledgedAt.getTime()}`;
      return [...new Set(pagers.map(({ channelId }) => channelId))].map((channelId) => ({
        ...{ channelId, incidentId: id, about, reason: 'acknowledged', dueAt: now },
      }));
    }
    const live = (alerts.get(id) ?? []).map((alert) => labelledByCause(alert, causeOfText(cause)));
    return toldBy(routes, live, severity, now).flatMap(({ channelId, at, repeatMinutes }) => {
      const before = told.filter((one) => one.channelId === channelId && one.state !== 'dropped');
      const last = Math.max(...before.map(({ sentAt, createdAt }) => (sentAt ?? createdAt).getTime()));
      const isDue = repeatMinutes !== null && last + repeatMinutes * 60_000 <= now.getTime();
      if (before.length === 0 || before.some(({ state }) => state === 'waiting') || !isDue) return [];
      const about = `reminder-${id}-${before.length}`;
      return [{ channelId, incidentId: id, about, reason: 'reminder', dueAt: at }];
    });
  });
  if (rows.length > 0) await db.notification.createMany({ data: rows, skipDuplicates: true });
}

/** What routes are matched with, by incident. */
async function firingAlerts(db: Db): Promise<Map<bigint, LiveAlert[]>> {
  const states = await db.alertState.findMany({
    where: { incidentId: { not: null } },
    select: { incidentId: true, series: true, state: true, rule: true },
  });
  const alerts = new Map<bigint, LiveAlert[]>();
  for (const { incidentId, series, state, rule } of states) {
    const alert = { rule: rule.name, kind: rule.kind, severity: rule.severity, series, state };
    alerts.set(incidentId!, [...(alerts.get(incidentId!) ?? []), alert]);
  }
  return alerts;
}

import type { Prisma } from '@/prisma/generated/client';
import { causeOfText } from './cause';
import { Evidence } from './evidence';
import {
  type LiveAlert,
  labelledByCause,
  mutedBy,
  type NamedSilence,
  readSilence,
  silentSources,
} from './muting';
import type { IncidentChange } from './notifications';
import { type FiredAlert, placeAlerts } from './place-alerts';
import { isMoreSevere, mostSevere } from './severity';
import type { WrittenSeries } from './write-decisions';

type Incident = Awaited<ReturnType<Prisma.TransactionClient['incident']['findMany']>>[number];

/**
 * Puts alerts that have begun to fire into the incident of their cause, ends the incidents that no alert is left of,
 * and returns what people are to be told: of an incident once, again when it becomes more severe, and when it is over.
 * One that was muted when it began is told of when that ends. Whoever calls holds the lock of `lockIncidents`.
 */
export async function keepIncidents(
  tx: Prisma.TransactionClient,
  fired: readonly FiredAlert[],
  written: readonly WrittenSeries[],
  now: Date,
): Promise<IncidentChange[]> {
  await placeAlerts(tx, fired, written);
  const open = await tx.incident.findMany({ where: { resolvedAt: null }, orderBy: { id: 'asc' } });
  if (open.length === 0) return [];
  const live = await liveAlerts(tx);
  const silences = (await tx.silence.findMany({ where: { endsAt: { gt: now } } })).map(readSilence);
  const transitions = written.flatMap(({ transitionId }) => transitionId ?? []);
  const moved = await tx.alertTransition.findMany({
    where: { id: { in: transitions }, incidentId: { not: null } },
    orderBy: { id: 'asc' },
    select: { id: true, incidentId: true },
  });
  const changes: IncidentChange[] = [];
  for (const incident of open) {
    const alerts = live.filter(({ incidentId }) => incidentId === incident.id);
    const movedHere = moved.flatMap(({ id, incidentId }) => (incidentId === incident.id ? id : []));
    const known = { incident, alerts, silences, silent: silentSources(live), moved: movedHere, now };
    const change = alerts.length === 0 ? await end(tx, known) : await goOn(tx, known);
    if (change) changes.push(change);
  }
  return changes;
}

/** One writer of decisions and incidents at a time; it lasts as long as the transaction. */
export async function lockIncidents(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bounceboard.incidents'))`;
}

interface OpenAlert extends LiveAlert {
  ruleId: number;
  incidentId: bigint;
}

async function liveAlerts(tx: Prisma.TransactionClient): Promise<OpenAlert[]> {
  const states = await tx.alertState.findMany({
    where: { incidentId: { not: null } },
    orderBy: [{ ruleId: 'asc' }, { series: 'asc' }],
    include: { rule: true },
  });
  return states.map(({ rule: { name, kind, severity }, ruleId, series, state, incidentId }) => ({
    ...{ ruleId, rule: name, kind, severity, series, state, incidentId: incidentId! },
  }));
}

interface KnownIncident {
  incident: Incident;
  alerts: readonly OpenAlert[];
  silences: readonly NamedSilence[];
  silent: ReadonlySet<string>;
  /** The transitions that this evaluation made in it. */
  moved: readonly bigint[];
  now: Date;
}

async function end(
  tx: Prisma.TransactionClient,
  { incident, moved, now }: KnownIncident,
): Promise<IncidentChange | null> {
  await tx.incident.update({ where: { id: incident.id }, data: { resolvedAt: now, mutedBy: null } });
  // What nobody was told of is not told to be over.
  if (incident.toldSeverity === null) return null;
  const been = await tx.alertTransition.findMany({
    where: { incidentId: incident.id },
    distinct: ['ruleId', 'series'],
    select: { series: true, rule: { select: { name: true, severity: true, kind: true } } },
  });
  const alerts = been.map(({ series, rule: { name, ...rule } }) => ({
    ...rule,
    rule: name,
    series,
    state: '',
  }));
  return changeOf('resolved', incident, alerts, moved);
}

async function goOn(
  tx: Prisma.TransactionClient,
  { incident, alerts, silences, silent, moved, now }: KnownIncident,
): Promise<IncidentChange | null> {
  const cause = causeOfText(incident.cause);
  const mainSource = Evidence.nullable().parse(incident.evidence)?.source ?? null;
  const muting = { silences, silent, mainSource, at: now.getTime() };
  const reasons = alerts.map((alert) => mutedBy(labelledByCause(alert, cause), muting));
  // One alert that is not muted is enough to be told of them all.
  const muted = reasons.includes(null) ? null : (reasons[0] ?? null);
  const severity = mostSevere([incident.severity, ...alerts.map((alert) => alert.severity)]);
  const isTold = muted === null && isMoreSevere(severity, incident.toldSeverity);
  const fires = alerts.some(({ state }) => state === 'firing');
  await tx.incident.update({
    where: { id: incident.id },
    data: {
      ...{ severity, mutedBy: muted },
      ...(fires && { lastAt: now }),
      ...(isTold && { toldSeverity: severity }),
    },
  });
  if (muted !== null) {
    await tx.alertTransition.updateMany({ where: { id: { in: [...moved] } }, data: { mutedBy: muted } });
  }
  return isTold ? changeOf('firing', { ...incident, severity }, alerts, moved) : null;
}

function changeOf(
  reason: IncidentChange['reason'],
  { id, severity, cause }: Incident,
  alerts: readonly LiveAlert[],
  moved: readonly bigint[],
): IncidentChange {
  const told = alerts.map((alert) => {
    const { rule, severity, series } = labelledByCause(alert, causeOfText(cause));
    return { rule, severity, series };
  });
  const other = `incident-${id}-${reason === 'resolved' ? reason : severity}`;
  const last = moved.at(-1);
  const about = last === undefined ? other : `transition-${last}`;
  return { about, incidentId: id, reason, severity, alerts: told };
}

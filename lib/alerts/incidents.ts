import { Prisma } from '@/prisma/generated/client';
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
  const around = { silences, silent: silentSources([...live.values()].flat()), now };
  const moved = await movedIn(tx, written);
  const next = open.map((incident) =>
    nextOf({ incident, alerts: live.get(incident.id) ?? [], moved: moved.get(incident.id) ?? [], ...around }),
  );
  await writeIncidents(tx, next);
  const over = next.flatMap(({ incident, told }) => (told === 'resolved' ? incident.id : []));
  const been = await alertsThatWere(tx, over);
  return next.flatMap(({ incident, told, alerts, moved }) =>
    told === null
      ? []
      : changeOf(told, incident, told === 'resolved' ? (been.get(incident.id) ?? []) : alerts, moved),
  );
}

/** One writer of decisions and incidents at a time; it lasts as long as the transaction. */
export async function lockIncidents(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('bounceboard.incidents'))`;
}

interface KnownIncident {
  incident: Incident;
  /** Those that fire, or fell silent while they did. */
  alerts: readonly LiveAlert[];
  /** The transitions that this evaluation made in it. */
  moved: readonly bigint[];
  silences: readonly NamedSilence[];
  silent: ReadonlySet<string>;
  now: Date;
}

interface NextIncident {
  incident: Incident;
  alerts: readonly LiveAlert[];
  moved: readonly bigint[];
  told: IncidentChange['reason'] | null;
}

/** Where an incident stands after this evaluation, and what there is to tell of it. */
function nextOf({ incident, alerts, moved, silences, silent, now }: KnownIncident): NextIncident {
  if (alerts.length === 0) {
    // What nobody was told of is not told to be over.
    const told = incident.toldSeverity === null ? null : 'resolved';
    return { incident: { ...incident, resolvedAt: now, mutedBy: null }, alerts, moved, told };
  }
  const cause = causeOfText(incident.cause);
  const mainSource = Evidence.nullable().parse(incident.evidence)?.source ?? null;
  const muting = { silences, silent, mainSource, at: now.getTime() };
  const reasons = alerts.map((alert) => mutedBy(labelledByCause(alert, cause), muting));
  // One alert that is not muted is enough to be told of them all.
  const muted = reasons.includes(null) ? null : (reasons[0] ?? null);
  const severity = mostSevere([incident.severity, ...alerts.map((alert) => alert.severity)]);
  const isTold = muted === null && isMoreSevere(severity, incident.toldSeverity);
  const next = {
    ...incident,
    severity,
    mutedBy: muted,
    lastAt: alerts.some(({ state }) => state === 'firing') ? now : incident.lastAt,
    toldSeverity: isTold ? severity : incident.toldSeverity,
  };
  return { incident: next, alerts, moved, told: isTold ? 'firing' : null };
}

async function writeIncidents(tx: Prisma.TransactionClient, next: readonly NextIncident[]): Promise<void> {
  const rows = next.map(
    ({ incident: { id, severity, mutedBy, lastAt, toldSeverity, resolvedAt }, moved }) => ({
      ...{ id: id.toString(), severity, muted_by: mutedBy, last_at: lastAt },
      ...{ told_severity: toldSeverity, resolved_at: resolvedAt, moved: moved.map(String) },
    }),
  );
  await tx.$executeRaw(Prisma.sql`
    WITH next AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (
        id bigint, severity text, muted_by text, last_at timestamptz, told_severity text, resolved_at timestamptz,
        moved bigint[])
    ), muted AS (
      UPDATE alert_transition t SET muted_by = next.muted_by FROM next
      WHERE next.muted_by IS NOT NULL AND t.id = ANY(next.moved)
    )
    UPDATE incident i SET severity = next.severity, muted_by = next.muted_by, last_at = next.last_at,
      told_severity = next.told_severity, resolved_at = next.resolved_at
    FROM next WHERE i.id = next.id`);
}

type IncidentsAlert = LiveAlert & { incidentId: bigint };

async function liveAlerts(tx: Prisma.TransactionClient): Promise<Map<bigint, LiveAlert[]>> {
  const alerts = await tx.$queryRaw<IncidentsAlert[]>`
    SELECT r.name AS "rule", r.kind AS "kind", r.severity AS "severity", s.series AS "series", s.state AS "state",
      s.incident_id AS "incidentId"
    FROM alert_state s JOIN alert_rule r ON r.id = s.rule_id
    WHERE s.incident_id IS NOT NULL ORDER BY s.rule_id, s.series`;
  return byIncident(alerts, (alert) => alert);
}

/** Every alert that was part of incidents which are over. */
async function alertsThatWere(
  tx: Prisma.TransactionClient,
  ids: readonly bigint[],
): Promise<Map<bigint, LiveAlert[]>> {
  if (ids.length === 0) return new Map();
  const alerts = await tx.$queryRaw<IncidentsAlert[]>`
    SELECT DISTINCT r.name AS "rule", r.kind AS "kind", r.severity AS "severity", t.series AS "series",
      'resolved' AS "state", t.incident_id AS "incidentId"
    FROM alert_transition t JOIN alert_rule r ON r.id = t.rule_id
    WHERE t.incident_id = ANY(${[...ids]}::bigint[]) ORDER BY 1, 4`;
  return byIncident(alerts, (alert) => alert);
}

/** The transitions of this evaluation by incident, in the order in which they were made. */
async function movedIn(
  tx: Prisma.TransactionClient,
  written: readonly WrittenSeries[],
): Promise<Map<bigint, bigint[]>> {
  const ids = written.flatMap(({ transitionId }) => transitionId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: bigint; incidentId: bigint }[]>`
    SELECT id AS "id", incident_id AS "incidentId" FROM alert_transition
    WHERE id = ANY(${ids}::bigint[]) AND incident_id IS NOT NULL ORDER BY id`;
  return byIncident(rows, ({ id }) => id);
}

function byIncident<Row extends { incidentId: bigint }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): Map<bigint, Value[]> {
  const groups = new Map<bigint, Value[]>();
  for (const row of rows) {
    const group = groups.get(row.incidentId);
    if (group) group.push(read(row));
    else groups.set(row.incidentId, [read(row)]);
  }
  return groups;
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

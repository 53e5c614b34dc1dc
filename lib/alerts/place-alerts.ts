import { Prisma } from '@/prisma/generated/client';
import { type Cause, causeOfText, placeAlert, textOfCause } from './cause';
import type { Evidence } from './evidence';
import { titleOfIncident } from './incident-title';
import { isMoreSevere } from './severity';
import type { WrittenSeries } from './write-decisions';

/** An alert that has begun to fire, and why. */
export interface FiredAlert {
  ruleId: number;
  series: string;
  rule: string;
  severity: string;
  at: number;
  cause: Cause;
  evidence: Evidence | null;
}

/** An incident that alerts are put into: one that is open, or one that the first of them opens. */
interface Place {
  id: bigint;
  cause: Cause;
  severity: string;
  openedBy: FiredAlert | null;
  /** The alert that says more of it than was known: it is wider, or more severe. */
  retoldBy: FiredAlert | null;
  alerts: FiredAlert[];
}

/** Puts alerts that have begun to fire into the open incident of their cause, or opens one. */
export async function placeAlerts(
  tx: Prisma.TransactionClient,
  fired: readonly FiredAlert[],
  written: readonly WrittenSeries[],
): Promise<void> {
  const stored = new Map(written.map((one) => [keyOf(one), one]));
  const news = fired.filter((one) => stored.has(keyOf(one))).toSorted(widestFirst);
  if (news.length === 0) return;
  const open = await tx.incident.findMany({ where: { resolvedAt: null }, orderBy: { id: 'asc' } });
  const places = placesOf(
    news,
    open.map(({ id, cause, severity }) => ({ id, cause: causeOfText(cause), severity })),
  );
  for (const { id, cause, retoldBy, openedBy } of places) {
    if (openedBy || !retoldBy) continue;
    const title = titleOfIncident(cause, retoldBy.evidence, retoldBy);
    const evidence = retoldBy.evidence ?? Prisma.DbNull;
    await tx.incident.update({ where: { id }, data: { cause: textOfCause(cause), title, evidence } });
  }
  const opened = await openIncidents(tx, places);
  const joined = places.flatMap(({ id, cause, openedBy, alerts }) =>
    alerts.map((alert) => ({
      rule_id: alert.ruleId,
      series: alert.series,
      incident_id: (openedBy ? opened.get(textOfCause(cause)) : id)?.toString(),
      transition_id: stored.get(keyOf(alert))?.transitionId?.toString() ?? null,
    })),
  );
  await tx.$executeRaw(Prisma.sql`
    WITH joined AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) AS j (
        rule_id int, series text, incident_id bigint, transition_id bigint)
    ), marked AS (
      UPDATE alert_transition t SET incident_id = joined.incident_id FROM joined WHERE t.id = joined.transition_id
    )
    UPDATE alert_state s SET incident_id = joined.incident_id FROM joined
    WHERE s.rule_id = joined.rule_id AND s.series = joined.series`);
}

const keyOf = ({ ruleId, series }: { ruleId: number; series: string }): string => `${ruleId} ${series}`;

/** The overall alert before the provider's, so that the narrow join the wide; of those the most severe, which says
 * best what is wrong; then as the rules were made. */
function widestFirst(a: FiredAlert, b: FiredAlert): number {
  const width = Object.keys(a.cause).length - Object.keys(b.cause).length;
  if (width !== 0) return width;
  if (a.severity !== b.severity) return isMoreSevere(a.severity, b.severity) ? -1 : 1;
  return a.ruleId - b.ruleId || (a.series < b.series ? -1 : 1);
}

function placesOf(
  news: readonly FiredAlert[],
  open: readonly Pick<Place, 'id' | 'cause' | 'severity'>[],
): Place[] {
  const places: Place[] = open.map((one) => ({ ...one, openedBy: null, retoldBy: null, alerts: [] }));
  // Higher than any id: what is opened now is younger than what is open.
  let next = 1n << 62n;
  for (const alert of news) {
    const placement = placeAlert(alert.cause, places);
    if (placement === 'open') {
      const { cause, severity } = alert;
      places.push({ id: next++, cause, severity, openedBy: alert, retoldBy: null, alerts: [alert] });
      continue;
    }
    const place = places.find(({ id }) => id === placement.join)!;
    place.alerts.push(alert);
    const isWorse = isMoreSevere(alert.severity, place.severity);
    if (placement.widenTo) place.cause = placement.widenTo;
    if (isWorse) place.severity = alert.severity;
    if (placement.widenTo || isWorse) place.retoldBy = alert;
  }
  return places.filter(({ alerts }) => alerts.length > 0);
}

/** @returns the ids of what was opened, by cause: one is open for each. */
async function openIncidents(
  tx: Prisma.TransactionClient,
  places: readonly Place[],
): Promise<Map<string, bigint>> {
  const rows = places.flatMap(({ cause, openedBy }) => {
    if (!openedBy) return [];
    const at = new Date(openedBy.at);
    return {
      ...{ cause: textOfCause(cause), severity: openedBy.severity },
      title: titleOfIncident(cause, openedBy.evidence, openedBy),
      ...{ openedAt: at, lastAt: at, evidence: openedBy.evidence ?? Prisma.DbNull },
    };
  });
  if (rows.length === 0) return new Map();
  const opened = await tx.incident.createManyAndReturn({ data: rows, select: { id: true, cause: true } });
  return new Map(opened.map(({ id, cause }) => [cause, id]));
}

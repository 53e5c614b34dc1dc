import { Prisma } from '@/prisma/generated/client';
import { type Cause, causeOfText, placeAlert, textOfCause } from './cause';
import type { Evidence } from './evidence';
import { titleOfIncident } from './incident-title';
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

/** Puts alerts that have begun to fire into the open incident of their cause, or opens one. */
export async function placeAlerts(
  tx: Prisma.TransactionClient,
  fired: readonly FiredAlert[],
  written: readonly WrittenSeries[],
): Promise<void> {
  const keyOf = (one: { ruleId: number; series: string }) => `${one.ruleId} ${one.series}`;
  const stored = new Map(written.map((one) => [keyOf(one), one]));
  const news = fired.filter((one) => stored.has(keyOf(one))).toSorted(widestFirst);
  if (news.length === 0) return;
  const rows = await tx.incident.findMany({ where: { resolvedAt: null }, orderBy: { id: 'asc' } });
  const open = rows.map(({ id, cause }) => ({ id, cause: causeOfText(cause) }));
  const joined: { rule_id: number; series: string; incident_id: string; transition_id: string | null }[] = [];
  for (const alert of news) {
    const placement = placeAlert(alert.cause, open);
    const id = placement === 'open' ? await openIncident(tx, alert) : placement.join;
    if (placement === 'open') open.push({ id, cause: alert.cause });
    else if (placement.widenTo) {
      const widened = open.find((one) => one.id === id)!;
      widened.cause = placement.widenTo;
      const title = titleOfIncident(alert.cause, alert.evidence, alert);
      await tx.incident.update({ where: { id }, data: { cause: textOfCause(widened.cause), title } });
    }
    joined.push({
      rule_id: alert.ruleId,
      series: alert.series,
      incident_id: id.toString(),
      transition_id: stored.get(keyOf(alert))?.transitionId?.toString() ?? null,
    });
  }
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

/** The overall alert before the provider's, so that the narrow join the wide; then as the rules were made. */
function widestFirst(a: FiredAlert, b: FiredAlert): number {
  const width = Object.keys(a.cause).length - Object.keys(b.cause).length;
  return width || a.ruleId - b.ruleId || (a.series < b.series ? -1 : 1);
}

async function openIncident(tx: Prisma.TransactionClient, alert: FiredAlert): Promise<bigint> {
  const at = new Date(alert.at);
  const { id } = await tx.incident.create({
    data: {
      cause: textOfCause(alert.cause),
      severity: alert.severity,
      title: titleOfIncident(alert.cause, alert.evidence, alert),
      ...{ openedAt: at, lastAt: at, evidence: alert.evidence ?? Prisma.DbNull },
    },
  });
  return id;
}

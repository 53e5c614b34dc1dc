import { z } from 'zod';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { seriesWords } from '@/lib/alerts/incident-title';
import { isMoreSevere, SEVERITIES } from '@/lib/alerts/severity';
import { Notice } from '@/lib/channels/notice';
import { ENTRIES } from '@/lib/classify/dictionary';
import type { Db } from '@/lib/db';
import { type IncidentAlert, incidentAlerts } from '@/lib/queries/incident-alerts';
import { incidentSample } from '@/lib/queries/incident-sample';
import { type IncidentRow, incidentById } from '@/lib/queries/incidents';

/** What the words of a notice depend on beside the incident. */
export interface NoticeContext {
  /** Tells this installation from others that use the same service. */
  installation: string;
  /** Where people reach the dashboard. */
  url: string;
  timeZone: string;
}

const RULES = new Map(ENTRIES.map(({ rule }) => [rule.id, rule]));

/** Of the alerts behind an incident the most severe are enough at 3 a.m.; its page has them all. */
const ALERTS_TOLD = 3;

/** Puts an incident into words, as it stands now. */
export async function incidentNotice(
  db: Db,
  {
    about,
    channelId,
    incidentId,
    reason,
  }: { about: string; channelId: number; incidentId: bigint; reason: string },
  context: NoticeContext,
  now: Date,
): Promise<Notice> {
  const incident = await incidentById(db, Number(incidentId));
  if (!incident) throw new Error(`there is no incident ${incidentId}`);
  const [alerts, sample] = await Promise.all([
    incidentAlerts(db, incident.id),
    incidentSample(db, scopeOfIncident(incident, now)),
  ]);
  const rule = RULES.get(incident.evidence?.rule ?? sample?.rule ?? '');
  const isOver = reason === 'resolved';
  const told = alerts
    .filter(({ state, endedAt }) => isOver || (endedAt === null && state === 'firing'))
    .sort(
      (a, b) => Number(isMoreSevere(b.severity, a.severity)) - Number(isMoreSevere(a.severity, b.severity)),
    );
  return Notice.parse({
    id: `bounceboard-${context.installation}-${about}-${channelId}`,
    incidentKey: `bounceboard-${context.installation}-incident-${incidentId}`,
    reason,
    severity: z.enum(SEVERITIES).parse(incident.severity),
    title: incident.title,
    at: now.toISOString(),
    since: incident.openedAt.toISOString(),
    facts: [
      ...told.slice(0, ALERTS_TOLD).map(alertFact),
      ...causeFact(incident, rule?.title ?? null),
      ...timeFacts(incident, context.timeZone, now),
    ],
    diagnostic: sample?.diagnostic ?? null,
    advice: isOver ? null : (rule?.fix[0]?.do ?? null),
    url: `${context.url}/alerts/incidents/${incidentId}`,
  });
}

const WithThreshold = z.object({ rate: z.string(), threshold: z.number() });

/** `Hard bounces above 5%, at Gmail: 300 of 1,000 (30%), threshold 5%`. */
function alertFact({ rule, series, numerator, denominator, settings }: IncidentAlert) {
  const share = denominator > 0 ? ` of ${count(denominator)}` : '';
  const limit = WithThreshold.safeParse(settings);
  const rate = limit.success && denominator > 0 ? ` (${percent(numerator / denominator)})` : '';
  const against = limit.success ? `, threshold ${percent(limit.data.threshold)}` : '';
  return { label: `${rule}${seriesWords(series)}`, value: `${count(numerator)}${share}${rate}${against}` };
}

function causeFact({ evidence }: IncidentRow, title: string | null) {
  if (!evidence) return [];
  const what = [title ?? evidence.category, evidence.code && `(${evidence.code})`].filter(Boolean).join(' ');
  return [
    {
      label: 'Most of it',
      value: `${what || 'refusals'}: ${count(evidence.events)} of the ${count(evidence.of)} counted`,
    },
  ];
}

function timeFacts({ openedAt, resolvedAt, acknowledgedBy, note }: IncidentRow, timeZone: string, now: Date) {
  const begun = { label: 'Since', value: `${clock(openedAt, timeZone)}, ${lasting(openedAt, now)}` };
  if (resolvedAt) {
    const value = `${clock(openedAt, timeZone)} until ${clock(resolvedAt, timeZone)}, ${lasting(openedAt, resolvedAt)}`;
    return [{ label: 'Lasted', value }];
  }
  if (acknowledgedBy === null) return [begun];
  const value = note === null ? acknowledgedBy : `${acknowledgedBy}: ${note}`;
  return [begun, { label: 'Looked after by', value }];
}

const count = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (value: number): string => `${Number((value * 100).toPrecision(3))}%`;

/** `Mon 4 May, 05:12 CEST`: the zone is named, since who reads it may be anywhere. */
const clock = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  }).format(at);

function lasting(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
}

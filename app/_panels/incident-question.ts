import { type Cause, causeOfText } from '@/lib/alerts/cause';
import { labelsOf } from '@/lib/alerts/series';
import type { Filter, FilterDimension } from '@/lib/queries/filter';
import type { IncidentScope } from '@/lib/queries/incident-scope';
import type { IncidentRow } from '@/lib/queries/incidents';
import { readTimeRange } from '@/lib/queries/time-range';
import type { Question } from './question';

const HOUR_MS = 60 * 60_000;
const FILTERED = ['provider', 'code', 'sending-domain', 'source'] as const;

/** What the alerts counted, as filters of a page. */
function filtersOf({ category, series, ...cause }: Cause): Filter[] {
  const is = (dimension: FilterDimension, value: string | undefined): Filter[] =>
    value === undefined ? [] : [{ dimension, value, excluded: false }];
  const labels = series === undefined ? {} : labelsOf(series);
  return [
    ...FILTERED.flatMap((dimension) => is(dimension, cause[dimension] ?? labels[dimension])),
    ...(category === 'complaint' ? is('outcome', 'complained') : is('category', category)),
  ];
}

/** The page's question, asked of what the incident is about while it lasts, and of some time before to compare with.
 * The way to the dashboard leads there with the same filters and the same time. */
export function incidentQuestion(
  incident: IncidentRow,
  question: Question,
): Question & { dashboard: string } {
  const { now } = question.scope.range;
  const end = incident.resolvedAt ?? now;
  const before = Math.max(2 * HOUR_MS, (end.getTime() - incident.openedAt.getTime()) / 4);
  const from = new Date(incident.openedAt.getTime() - before).toISOString();
  const to = end.toISOString();
  const filters = filtersOf(causeOfText(incident.cause));
  const filter = filters.map(({ dimension, value }) => `${dimension}:${encodeURIComponent(value)}`).join(',');
  const query = new URLSearchParams({ from, to, ...(filter && { filter }) });
  return {
    ...question,
    scope: { ...question.scope, range: readTimeRange({ from, to }, now), filters },
    dashboard: `/?${query}`,
  };
}

export const incidentScope = (incident: IncidentRow, now: Date): IncidentScope => ({
  cause: causeOfText(incident.cause),
  from: incident.openedAt,
  to: incident.resolvedAt ?? now,
});

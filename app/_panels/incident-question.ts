import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { type Filter, type FilterDimension, writeFilters } from '@/lib/queries/filter';
import type { IncidentScope } from '@/lib/queries/incident-scope';
import type { IncidentRow } from '@/lib/queries/incidents';
import { readTimeRange } from '@/lib/queries/time-range';
import type { Question } from './question';

const HOUR_MS = 60 * 60_000;

/** What an incident is about, as filters of a page. */
export const incidentFilters = ({ category, ...cause }: IncidentScope['cause']): Filter[] =>
  Object.entries({
    ...cause,
    ...(category === 'complaint' ? { outcome: 'complained' } : { category }),
  }).flatMap(([dimension, value]) =>
    value === undefined ? [] : [{ dimension: dimension as FilterDimension, value, excluded: false }],
  );

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
  const filters = incidentFilters(scopeOfIncident(incident, now).cause);
  const filter = writeFilters(filters);
  const query = new URLSearchParams({ from, to, ...(filter && { filter }) });
  return {
    ...question,
    scope: { ...question.scope, range: readTimeRange({ from, to }, now), filters },
    dashboard: `/?${query}`,
  };
}

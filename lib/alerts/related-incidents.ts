import type { Db } from '@/lib/db';
import { type IncidentRow, incidentHistory } from '@/lib/queries/incidents';
import { readTimeRange } from '@/lib/queries/time-range';
import { causeOfText } from './cause';

const DAY_MS = 24 * 60 * 60_000;
/** How far before an incident others are looked for. */
export const RELATED_DAYS = 30;
const MOST_LOOKED_AT = 500;

/** What had gone on with the same provider, sending domain, reason or source when it began? The latest first. */
export async function relatedTo(db: Db, incident: IncidentRow, now: Date): Promise<IncidentRow[]> {
  const from = new Date(incident.openedAt.getTime() - RELATED_DAYS * DAY_MS);
  const range = { ...readTimeRange({}, now), from, to: incident.openedAt };
  const before = await incidentHistory(db, range, MOST_LOOKED_AT);
  return before.filter((other) => other.id !== incident.id && shareLabel(other, incident));
}

function shareLabel(one: IncidentRow, other: IncidentRow): boolean {
  const [causes, others] = [causeOfText(one.cause), causeOfText(other.cause)];
  return Object.entries(causes).some(([label, value]) => others[label as keyof typeof others] === value);
}

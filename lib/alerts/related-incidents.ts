import type { Db } from '@/lib/db';
import { type IncidentRow, incidentHistory } from '@/lib/queries/incidents';
import { readTimeRange } from '@/lib/queries/time-range';
import { causeOfText } from './cause';

const DAY_MS = 24 * 60 * 60_000;
/** How far before an incident others are looked for. */
export const RELATED_DAYS = 30;
const MOST_LOOKED_AT = 500;

/** What else went on with the same provider, sending domain, reason or source? The latest first. */
export async function relatedTo(db: Db, incident: IncidentRow, now: Date): Promise<IncidentRow[]> {
  const from = new Date(incident.openedAt.getTime() - RELATED_DAYS * DAY_MS);
  const around = await incidentHistory(db, { ...readTimeRange({}, now), from, to: now }, MOST_LOOKED_AT);
  return around.filter((other) => other.id !== incident.id && shareLabel(other, incident));
}

function shareLabel(one: IncidentRow, other: IncidentRow): boolean {
  const [causes, others] = [causeOfText(one.cause), causeOfText(other.cause)];
  return Object.entries(causes).some(([label, value]) => others[label as keyof typeof others] === value);
}

import type { IncidentScope } from '@/lib/queries/incident-scope';
import type { IncidentRow } from '@/lib/queries/incidents';
import { causeOfText } from './cause';
import { labelsOf } from './series';

/** A rate takes its time to be sure: what an incident is about began before its first alert. */
const LOOK_BACK_MS = 60 * 60_000;

/** Where to look into an incident: what its cause covers, from an hour before its first alert on. */
export function scopeOfIncident(
  { cause, openedAt, resolvedAt }: Pick<IncidentRow, 'cause' | 'openedAt' | 'resolvedAt'>,
  now: Date,
): IncidentScope {
  const { series, rule: _, ...labels } = causeOfText(cause);
  const { provider, code, source, 'sending-domain': domain } = labelsOf(series ?? '');
  const own = Object.entries({ provider, code, source, 'sending-domain': domain });
  return {
    cause: { ...Object.fromEntries(own.filter(([, value]) => value !== undefined)), ...labels },
    from: new Date(openedAt.getTime() - LOOK_BACK_MS),
    to: resolvedAt ?? now,
  };
}

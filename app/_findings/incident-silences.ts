import type { Cause } from '@/lib/alerts/cause';
import { labelledByCause } from '@/lib/alerts/muting';
import { Matcher, matchesAll } from '@/lib/alerts/silence';
import type { IncidentAlert } from '@/lib/queries/incident-alerts';
import type { SilenceRow } from '@/lib/queries/silence-list';

/** A silence that meets alerts of an incident. */
export interface IncidentSilence {
  silence: SilenceRow;
  /** How many of them. */
  alerts: number;
}

/** Which silences kept alerts of an incident quiet while they were part of it. */
export function incidentSilences(
  alerts: readonly IncidentAlert[],
  cause: Cause,
  silences: readonly SilenceRow[],
): IncidentSilence[] {
  return silences.flatMap((silence) => {
    const matchers = Matcher.array().parse(silence.matchers);
    const met = alerts.filter(
      (alert) =>
        alert.firedAt < silence.endsAt &&
        (alert.endedAt === null || alert.endedAt > silence.startsAt) &&
        matchesAll(labelledByCause(alert, cause), matchers),
    );
    return met.length > 0 ? [{ silence, alerts: met.length }] : [];
  });
}

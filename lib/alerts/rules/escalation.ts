import { z } from 'zod';
import type { Sighting } from '../readings';
import { holdSettings, type Measurement, ruleKind } from '../rule';

const DAY_MINUTES = 24 * 60;

const Settings = z.object({
  stage: z.enum(['deferred', 'rejected']).describe('When it is deferred, or when it is rejected'),
  withinDays: z.number().int().min(2).max(90).describe('Days within which the one follows the other'),
  minimumEvents: z.number().int().min(1).max(10_000).describe('Refusals needed in a day'),
  minimumShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('Of the attempts of that day, at least this share'),
  ...holdSettings,
});
export type EscalationSettings = z.infer<typeof Settings>;

/**
 * What a provider enforces it first defers and, weeks later, rejects: 421 4.7.26 becomes 550 5.7.26. The first stage is
 * the warning, the second says that the time is over.
 */
export const escalation = ruleKind({
  kind: 'escalation',
  title: 'A deferral that becomes a rejection',
  settings: Settings,
  labels: () => ['provider', 'sending-domain', 'code'],
  lookBackDays: ({ withinDays }) => withinDays,
  async measure(settings, readings) {
    return measureAll(settings, await readings.sightings(settings.withinDays), readings.now);
  },
});

function* measureAll(
  settings: EscalationSettings,
  sightings: readonly Sighting[],
  now: number,
): Generator<Measurement> {
  const firstSeen = new Map(sightings.map((sighting) => [keyOf(sighting, sighting.code), sighting.firstAt]));
  for (const sighting of sightings) {
    const { series, provider, sendingDomain, code, recent, recentAttempts } = sighting;
    const twin = twinOf(code);
    const isDeferral = code.startsWith('4.');
    if (twin === null || isDeferral !== (settings.stage === 'deferred')) continue;
    const deferredAt = firstSeen.get(keyOf(sighting, twin)) ?? Number.POSITIVE_INFINITY;
    const escalates = isDeferral || deferredAt < sighting.firstAt;
    const labels = { provider, 'sending-domain': sendingDomain, code };
    yield {
      series,
      at: now,
      condition: escalates && isMuch(settings, sighting) ? 'true' : 'false',
      numerator: recent,
      denominator: recentAttempts,
      behind: { of: 'enforcement', windowMinutes: DAY_MINUTES, labels },
    };
  }
}

/** A provider that enforces something refuses more than the odd message. */
const isMuch = (settings: EscalationSettings, { recent, recentAttempts }: Sighting): boolean =>
  recent >= settings.minimumEvents && recent >= settings.minimumShare * recentAttempts;

const keyOf = ({ provider, sendingDomain }: Sighting, code: string): string =>
  `${provider} ${sendingDomain} ${code}`;

/** The same security or policy status (RFC 3463 §3.8) one class up or down. */
function twinOf(code: string): string | null {
  if (!/^[45]\.7\./.test(code)) return null;
  return `${code.startsWith('4') ? '5' : '4'}${code.slice(1)}`;
}

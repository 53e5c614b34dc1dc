import { z } from 'zod';
import type { Sighting } from '../readings';
import { holdSettings, type Measurement, ruleKind } from '../rule';

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;

const Settings = z.object({
  unseenDays: z.number().int().min(2).max(90).describe('Days it must have been unseen'),
  minimumEvents: z.number().int().min(1).max(10_000).describe('Refusals needed'),
  ...holdSettings,
});
export type FirstSightingSettings = z.infer<typeof Settings>;

/** A provider begins to refuse a sending domain for a requirement. Holds for a day from the first refusal on. */
export const firstSighting = ruleKind({
  kind: 'first-sighting',
  title: 'An enforcement code appears',
  settings: Settings,
  labels: () => ['provider', 'sending-domain', 'code'],
  lookBackDays: ({ unseenDays }) => unseenDays,
  async measure(settings, readings) {
    const sightings = await readings.sightings(settings.unseenDays);
    return sightings.map((sighting) => measureSighting(settings, sighting, readings.now));
  },
});

/** Mail of the domain to the provider must have been known for a day without it: in the first logs that anybody
 * imports, everything is there for the first time. */
function measureSighting(settings: FirstSightingSettings, sighting: Sighting, now: number): Measurement {
  const { series, provider, sendingDomain, code, firstAt, knownSince, recent, recentAttempts } = sighting;
  const isNew = now - firstAt < DAY_MS && firstAt - knownSince >= DAY_MS && recent >= settings.minimumEvents;
  const labels = { provider, 'sending-domain': sendingDomain, code };
  return {
    series,
    at: now,
    condition: isNew ? 'true' : 'false',
    numerator: recent,
    denominator: recentAttempts,
    behind: { of: 'enforcement', windowMinutes: DAY_MINUTES, labels },
  };
}

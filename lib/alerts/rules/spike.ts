import { z } from 'zod';
import {
  type AttemptsStretch,
  type CodeStretch,
  TRAILING_DAY,
  TRAILING_DAY_MINUTES,
} from '@/lib/queries/alert-code-history';
import { GROUP_NAMES } from '@/lib/queries/alert-group';
import { holdSettings, type Measurement, ruleKind } from '../rule';
import { type Labels, seriesOf } from '../series';
import { isSpike } from '../spike';

const Settings = z.object({
  groupBy: z.enum(GROUP_NAMES).describe('For each code and each'),
  windowMinutes: z.number().int().min(15).max(240).describe('Window, in minutes'),
  factor: z.number().min(1.5).max(100).describe('Times the usual'),
  floor: z.number().int().min(5).max(1_000_000).describe('Answers, at least'),
  ...holdSettings,
});
export type SpikeSettings = z.infer<typeof Settings>;

/** A code is answered far more often than at the same hour of the weeks before. */
export const spike = ruleKind({
  kind: 'spike',
  title: 'A code is answered far more often than usual',
  settings: Settings,
  labels: ({ groupBy }) => (groupBy === 'overall' ? ['code'] : [groupBy, 'code']),
  async measure(settings, readings) {
    const { codes, attempts } = await readings.codeHistory(settings.groupBy, settings.windowMinutes);
    return measureAll(settings, codes, attempts);
  },
});

function* measureAll(
  settings: SpikeSettings,
  codes: readonly CodeStretch[],
  attempts: readonly AttemptsStretch[],
): Generator<Measurement> {
  const { groupBy, windowMinutes } = settings;
  const attempted = new Map(attempts.map((seen) => [`${seen.value} ${seen.stretch}`, seen]));
  const counted = new Map(codes.map((seen) => [`${seen.value} ${seen.code} ${seen.stretch}`, seen.events]));
  for (const { value, code } of new Map(codes.map((seen) => [`${seen.value} ${seen.code}`, seen])).values()) {
    const during = (stretch: number) => ({
      count: counted.get(`${value} ${code} ${stretch}`) ?? 0,
      attempts: attempted.get(`${value} ${stretch}`)?.attempts ?? 0,
    });
    const seen = during(0);
    const known = attempted.get(`${value} 0`);
    // Where nothing was attempted, the series is left out: there is nothing to compare.
    if (!known) continue;
    const history = {
      weeks: [1, 2, 3, 4].map(during),
      trailingDay: during(TRAILING_DAY),
      windowsInDay: TRAILING_DAY_MINUTES / windowMinutes,
    };
    const labels: Labels = { ...(groupBy === 'overall' ? {} : { [groupBy]: value }), code };
    yield {
      series: seriesOf(labels),
      at: known.at,
      condition: isSpike(seen, history, settings) ? 'true' : 'false',
      numerator: seen.count,
      denominator: seen.attempts,
      behind: { of: 'refused', windowMinutes, labels },
    };
  }
}

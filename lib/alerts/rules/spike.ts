import { z } from 'zod';
import { GROUP_NAMES } from '@/lib/queries/alert-group';
import { type CodeHistory, TRAILING_DAY, TRAILING_DAY_MINUTES, WEEKS } from '../readings';
import { holdSettings, type Measurement, ruleKind } from '../rule';
import type { Labels } from '../series';
import { isSpike } from '../spike';

export const SpikeSettings = z.object({
  groupBy: z.enum(GROUP_NAMES).describe('For each code and each'),
  windowMinutes: z.number().int().min(15).max(240).describe('Window, in minutes'),
  factor: z.number().min(1.5).max(100).describe('Times the usual'),
  floor: z.number().int().min(5).max(1_000_000).describe('Answers, at least'),
  ...holdSettings,
});
export type SpikeSettings = z.infer<typeof SpikeSettings>;

/** A code is answered far more often than at the same hour of the weeks before. */
export const spike = ruleKind({
  kind: 'spike',
  title: 'A code is answered far more often than usual',
  settings: SpikeSettings,
  labels: ({ groupBy }) => (groupBy === 'overall' ? ['code'] : [groupBy, 'code']),
  lookBackDays: () => WEEKS * 7 + 1,
  async measure(settings, readings) {
    return measureAll(settings, await readings.codeHistory(settings.groupBy, settings.windowMinutes));
  },
});

function* measureAll(settings: SpikeSettings, histories: readonly CodeHistory[]): Generator<Measurement> {
  const { groupBy, windowMinutes } = settings;
  for (const { value, at, attempts, codes } of histories) {
    for (const [code, { series, events }] of codes) {
      const during = (stretch: number) => ({
        count: events[stretch] ?? 0,
        attempts: attempts[stretch] ?? 0,
      });
      const seen = during(0);
      const history = {
        weeks: Array.from({ length: WEEKS }, (_, week) => during(week + 1)),
        trailingDay: during(TRAILING_DAY),
        windowsInDay: TRAILING_DAY_MINUTES / windowMinutes,
      };
      const labels: Labels = { ...(groupBy === 'overall' ? {} : { [groupBy]: value }), code };
      yield {
        series,
        at,
        condition: isSpike(seen, history, settings) ? 'true' : 'false',
        numerator: seen.count,
        denominator: seen.attempts,
        behind: { of: 'refused', windowMinutes, labels },
      };
    }
  }
}

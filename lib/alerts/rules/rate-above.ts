import { z } from 'zod';
import { GROUP_NAMES, type GroupName } from '@/lib/queries/alert-group';
import { ALERT_RATE_NAMES, ALERT_RATES } from '../rates';
import type { SeriesCounts } from '../readings';
import { holdSettings, type Measurement, ruleKind } from '../rule';
import { type Label, labelsOf } from '../series';
import { isSurelyAbove, isSurelyBelow } from '../wilson';

export const RateAboveSettings = z.object({
  rate: z.enum(ALERT_RATE_NAMES).describe('Rate'),
  groupBy: z.enum(GROUP_NAMES).describe('For each'),
  threshold: z.number().gt(0).lt(1).describe('Threshold').meta({ unit: 'share' }),
  windowsMinutes: z.array(z.number().int().min(5).max(10_080)).min(1).max(4).describe('Windows, in minutes'),
  minimumRecipients: z.number().int().min(1).max(100).describe('Different recipients needed'),
  ...holdSettings,
});
export type RateAboveSettings = z.infer<typeof RateAboveSettings>;

/** A rate that is above its threshold for sure, not by the luck of a few messages. */
export const rateAbove = ruleKind({
  kind: 'rate-above',
  title: 'A rate is above a threshold',
  settings: RateAboveSettings,
  labels: ({ groupBy }) => labelsOfGroup(groupBy),
  limit: ({ threshold }) => ({ of: 'share', value: threshold }),
  lookBackDays: ({ windowsMinutes }) => Math.ceil(Math.max(...windowsMinutes) / 1440),
  async measure(settings, readings) {
    const counted = await readings.counts(settings.groupBy, settings.windowsMinutes);
    return measureAll(settings, counted, readings.now);
  },
});

const labelsOfGroup = (group: GroupName): Label[] => (group === 'overall' ? [] : [group]);

/** Overall is a series even when nothing was sent. */
const NOTHING_OVERALL: SeriesCounts = { series: '', value: '', windows: [] };

function* measureAll(settings: RateAboveSettings, counted: readonly SeriesCounts[], now: number) {
  if (settings.groupBy === 'overall' && counted.length === 0) {
    yield measureSeries(settings, NOTHING_OVERALL, now);
  }
  for (const one of counted) yield measureSeries(settings, one, now);
}

/**
 * The shortest window that can tell decides. Where it holds too little to be sure, the next longer one is asked; a
 * short one that is surely below the threshold overrules a longer one that still remembers the trouble. Where none is
 * sure, a rate that looks too high neither fires nor resolves.
 */
function measureSeries(settings: RateAboveSettings, counted: SeriesCounts, now: number): Measurement {
  const { series, value, windows } = counted;
  const { threshold, groupBy: group } = settings;
  const { read, of } = ALERT_RATES[settings.rate];
  const crossed: (Omit<Measurement, 'condition'> & { minutes: number; needed: number })[] = [];
  let undecided: Measurement | null = null;
  for (const { minutes, at, counts } of windows) {
    const { numerator, denominator } = read(counts);
    if (denominator === 0) continue;
    const needed = recipientsNeeded(settings, minutes);
    if (numerator >= needed && isSurelyAbove(numerator, denominator, threshold)) {
      const behind = { of, windowMinutes: minutes, labels: labelsOf(series) };
      crossed.push({ series, at, numerator, denominator, minutes, needed, behind });
    } else if (undecided?.condition !== 'unsure') {
      const condition = numerator / denominator >= threshold ? 'unsure' : 'false';
      undecided = { series, at, condition, numerator, denominator };
    }
    if (isSurelyBelow(numerator, denominator, threshold)) break;
  }
  const [first] = crossed;
  if (!first) return undecided ?? { series, at: now, condition: 'no-data', numerator: 0, denominator: 0 };
  return crossed.reduceRight<Measurement>(
    (otherwise, { minutes, needed, ...seen }) => ({
      ...seen,
      condition: 'true',
      onlyIf: { recipients: needed, behind: { of, group, windowMinutes: minutes, value }, otherwise },
    }),
    undecided ?? {
      series,
      at: first.at,
      condition: 'unsure',
      numerator: first.numerator,
      denominator: first.denominator,
    },
  );
}

/** A window of half an hour is a new one twice as often as one of an hour, and so has twice the chances to be wrong:
 * it needs twice the people. */
const recipientsNeeded = ({ minimumRecipients }: RateAboveSettings, windowMinutes: number): number =>
  Math.ceil(minimumRecipients * Math.max(1, 60 / windowMinutes));

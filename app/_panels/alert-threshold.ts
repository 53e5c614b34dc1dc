import { z } from 'zod';
import type { Threshold } from '../_components/charts/chart';
import { threeDigits } from '../_components/format/number';
import { alertRules } from './answers';

/** What the rules that watch a rate against a threshold have in common. */
const Settings = z.object({ rate: z.string(), groupBy: z.string(), threshold: z.number() });

/** The lowest line that a rule draws for a rate: what is above it alerts. */
export async function alertThreshold(rate: string, groupBy: string): Promise<Threshold | null> {
  const thresholds = (await alertRules()).flatMap(({ enabled, settings }) => {
    const parsed = Settings.safeParse(settings);
    const watches = enabled && parsed.success && parsed.data.rate === rate && parsed.data.groupBy === groupBy;
    return watches ? [parsed.data.threshold] : [];
  });
  if (thresholds.length === 0) return null;
  const value = Math.min(...thresholds);
  return { value, label: `alert above ${threeDigits(value * 100)}%` };
}

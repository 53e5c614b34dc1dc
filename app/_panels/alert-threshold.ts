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

/** Above 2% hard bounces a sender's reputation suffers, above 5% bounces sending services step in. */
const USUAL_LINES = { 'hard-bounce': 0.02, bounce: 0.05 } as const;
export type LinedRate = keyof typeof USUAL_LINES;

/** The line that cards and charts hold a rate of all mail against: a rule's own, or the usual one. */
export async function lineOf(rate: LinedRate): Promise<Threshold> {
  const value = USUAL_LINES[rate];
  return (await alertThreshold(rate, 'overall')) ?? { value, label: `${value * 100}% line` };
}

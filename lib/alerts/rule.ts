import { z } from 'zod';
import type { RecipientsQuestion } from '@/lib/queries/alert-recipients';
import type { Cause } from './cause';
import type { Behind } from './evidence';
import type { Readings } from './readings';
import type { Label } from './series';
import type { Condition, Timing } from './state';

/** What a rule found for one series. */
export interface Measurement {
  series: string;
  /** Up to when this is known, ms since the epoch: no evaluation goes past what its sources have written. */
  at: number;
  condition: Condition;
  numerator: number;
  denominator: number;
  /** What was counted, where the cause can be looked up by it. */
  behind?: Behind;
  /** What is wrong itself, where nothing was counted: a source. */
  watched?: Cause;
  /** Where given, a condition that is true counts only if so many different recipients are behind it. */
  onlyIf?: {
    recipients: number;
    behind: Omit<RecipientsQuestion, 'values'> & { value: string };
    otherwise: Measurement;
  };
}

/** The settings that every kind has. */
export const holdSettings = {
  forMinutes: z.number().int().min(0).max(10_080).describe('Minutes it must hold before it fires'),
  keepFiringMinutes: z
    .number()
    .int()
    .min(0)
    .max(10_080)
    .describe('Minutes it must have ended before it resolves'),
};

export interface Limit {
  of: 'share' | 'count';
  value: number;
}

/** A rule of some kind, with its settings read. */
export interface OpenRule {
  timing: Timing;
  /** What tells its series apart. */
  labels: readonly Label[];
  /** The line that is not to be crossed, where there is one: a share of the denominator, or a count. */
  limit: Limit | null;
  /** How many days before a moment it looks at; `null`: what it is measured on is not written down for the past. */
  lookBackDays: number | null;
  measure(readings: Readings): Promise<Iterable<Measurement>>;
}

/** A way of being alarmed: one file each in `rules/`; `rules/index.ts` is the list. */
export interface RuleKind {
  readonly kind: string;
  readonly title: string;
  /** One form draws the settings of all kinds from this. */
  readonly settings: z.ZodType;
  /** Throws what zod says of settings that are wrong. */
  open(settings: unknown): OpenRule;
}

export function ruleKind<Settings extends { forMinutes: number; keepFiringMinutes: number }>(rule: {
  kind: string;
  title: string;
  settings: z.ZodType<Settings>;
  labels(settings: Settings): readonly Label[];
  limit?(settings: Settings): Limit;
  lookBackDays(settings: Settings): number | null;
  measure(settings: Settings, readings: Readings): Promise<Iterable<Measurement>>;
}): RuleKind {
  return {
    kind: rule.kind,
    title: rule.title,
    settings: rule.settings,
    open(given) {
      const settings = rule.settings.parse(given);
      return {
        timing: { forMs: settings.forMinutes * 60_000, keepFiringMs: settings.keepFiringMinutes * 60_000 },
        labels: rule.labels(settings),
        limit: rule.limit?.(settings) ?? null,
        lookBackDays: rule.lookBackDays(settings),
        measure: (readings) => rule.measure(settings, readings),
      };
    },
  };
}

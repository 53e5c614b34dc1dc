import { z } from 'zod';
import { LABELS, labelsOf } from './series';

/** One condition on an alert: all of a silence's must hold. */
export const Matcher = z.object({
  /** `rule`, `severity`, or a label of the series. */
  name: z.enum(['rule', 'severity', ...LABELS]),
  /** `is` and `is-not` compare the whole value; `*` stands for any run of characters. */
  operator: z.enum(['is', 'is-not']),
  value: z.string().min(1).max(253),
});
export type Matcher = z.infer<typeof Matcher>;

export interface Silence {
  matchers: readonly Matcher[];
  /** Both in ms since the epoch; it holds from the first up to, not including, the second. */
  from: number;
  until: number;
}

export interface SilencedAlert {
  rule: string;
  severity: string;
  series: string;
}

/** Whether nobody is to be told of the alert now. It is evaluated and recorded all the same. */
export function isSilenced(alert: SilencedAlert, silences: readonly Silence[], at: number): boolean {
  return silences.some((silence) => isInForce(silence, at) && matchesAll(alert, silence.matchers));
}

export const isInForce = ({ from, until }: Silence, at: number): boolean => from <= at && at < until;

/** A silence without matchers would silence everything: it matches nothing. */
export function matchesAll({ rule, severity, series }: SilencedAlert, matchers: readonly Matcher[]): boolean {
  const values: Partial<Record<string, string>> = { ...labelsOf(series), rule, severity };
  return matchers.length > 0 && matchers.every((matcher) => matches(matcher, values[matcher.name]));
}

function matches({ operator, value: pattern }: Matcher, value: string | undefined): boolean {
  const isLike = value !== undefined && matchesPattern(pattern.toLowerCase().split('*'), value.toLowerCase());
  return isLike === (operator === 'is');
}

/** Parts of a pattern in order, found greedily from the left: linear, whatever people write. */
function matchesPattern(parts: readonly string[], value: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length)
    return false;
  let position = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= value.length - last.length;
}

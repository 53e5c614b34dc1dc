import type { FailureCode } from '@/lib/queries/failure-codes';
import { type Rate, rate } from '@/lib/queries/rates';
import { isRealChange } from './real-change';

/** How often a provider answered with a code, and how often in the period before. */
export interface CodeChange {
  code: string;
  now: Rate;
  before: Rate;
  /** Not by chance. */
  isReal: boolean;
}

type Counted = Pick<FailureCode, 'statusCode' | 'replyCode' | 'events'>;

/** Codes by how far their share of the attempts has moved, what is no chance first. */
export function codeChanges(
  codes: readonly Counted[],
  earlier: readonly Counted[],
  attempts: number,
  attemptsBefore: number,
): CodeChange[] {
  const [now, before] = [eventsByCode(codes), eventsByCode(earlier)];
  const size = (change: CodeChange) => Math.abs((change.now.value ?? 0) - (change.before.value ?? 0));
  return [...new Set([...now.keys(), ...before.keys()])]
    .map((code) => {
      const rates = {
        now: rate(now.get(code) ?? 0, attempts),
        before: rate(before.get(code) ?? 0, attemptsBefore),
      };
      return { code, ...rates, isReal: isRealChange(rates.now, rates.before) };
    })
    .sort((a, b) => Number(b.isReal) - Number(a.isReal) || size(b) - size(a));
}

function eventsByCode(codes: readonly Counted[]): Map<string, number> {
  const events = new Map<string, number>();
  for (const { statusCode, replyCode, events: count } of codes) {
    const code = statusCode ?? (replyCode === null ? null : String(replyCode));
    if (code !== null) events.set(code, (events.get(code) ?? 0) + count);
  }
  return events;
}

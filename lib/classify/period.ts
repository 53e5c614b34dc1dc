import { PROVIDERS } from '@/lib/providers';

/** The days on which some provider began or ceased to use a code or a host. Between two of them every verdict is
 * the same, so a period can stand for all its moments. */
const CHANGES: readonly number[] = [
  ...new Set(
    PROVIDERS.flatMap((provider) => [
      ...provider.rules.flatMap((rule) => [rule.validFrom, rule.validUntil]),
      ...provider.mxSuffixes.flatMap((entry) => (typeof entry === 'string' ? [] : [entry.from, entry.until])),
    ]).flatMap((date) => (date ? [Date.parse(date)] : [])),
  ),
].sort((a, b) => a - b);

/** The number of the period that holds this moment; -1 where the moment is not known. */
export function periodOf(at: number | null): number {
  if (at === null) return -1;
  let period = 0;
  while (period < CHANGES.length && at >= (CHANGES[period] as number)) period++;
  return period;
}

import { wilsonInterval } from '@/lib/alerts/wilson';
import type { DestinationTally } from '@/lib/queries/destination-tallies';
import { type Rate, rate } from '@/lib/queries/rates';

/** A host that no provider claims, and how much of what could have arrived it refuses because of the sender. */
export interface SmallHost extends DestinationTally {
  /** Refused because of the sender ÷ attempts without those to dead addresses. */
  share: Rate;
  /** What the share could well be, with 95% certainty. */
  lower: number;
  upper: number;
}

const Z = 1.96;

/** Those that refuse the sender most surely first: a block must not drown in typos, nor one refusal of one stand above
 * all. */
export function rankedHosts(tallies: readonly DestinationTally[]): SmallHost[] {
  return tallies
    .map((tally) => {
      const share = rate(tally.refused, tally.attempts - tally.dead);
      return { ...tally, share, ...wilsonInterval(share.numerator, share.denominator, Z) };
    })
    .sort(
      (a, b) => Number(b.refused > 0) - Number(a.refused > 0) || b.lower - a.lower || b.attempts - a.attempts,
    );
}

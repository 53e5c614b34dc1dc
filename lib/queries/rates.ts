import type { Tally } from './tally';

/** A rate never travels without what it was made of. */
export interface Rate {
  numerator: number;
  denominator: number;
  /** `null` where the denominator is zero: undefined, neither zero nor infinite. */
  value: number | null;
}

export function rate(numerator: number, denominator: number): Rate {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

export const attempts = (tally: Tally): number => tally.delivered + tally.deferred + tally.bounced;
/** Recipients whose fate is decided. */
export const finished = (tally: Tally): number => tally.delivered + tally.bounced;

export const bounceRate = (tally: Tally): Rate => rate(tally.bounced, finished(tally));
export const hardBounceRate = (tally: Tally): Rate => rate(tally.hardBounced, finished(tally));
export const deferralRate = (tally: Tally): Rate => rate(tally.deferred, attempts(tally));
export const enforcementRate = (tally: Tally): Rate => rate(tally.enforcement, attempts(tally));
export const addressFailureRate = (tally: Tally): Rate => rate(tally.addressFailures, finished(tally));
export const policyFailureRate = (tally: Tally): Rate => rate(tally.policyFailures, finished(tally));
/** 5.7.x of the permanent failures that say whether the address, the mailbox or the sender was refused. */
export const policyShare = (tally: Tally): Rate =>
  rate(tally.policyFailures, tally.addressFailures + tally.mailboxFailures + tally.policyFailures);
/** 5.1.x for each 5.7.x. */
export const addressToPolicy = (tally: Tally): Rate => rate(tally.addressFailures, tally.policyFailures);

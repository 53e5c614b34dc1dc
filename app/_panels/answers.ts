import { cache } from 'react';
import { webDb } from '@/lib/db';
import * as rules from '@/lib/queries/alert-rules';
import * as covered from '@/lib/queries/covered-buckets';
import * as extent from '@/lib/queries/data-extent';
import * as codes from '@/lib/queries/failure-codes';
import * as refusals from '@/lib/queries/refusals-over-time';
import { isEverything, type Scope } from '@/lib/queries/scope';
import * as byProvider from '@/lib/queries/tallies-by-provider';
import * as byProviderOverTime from '@/lib/queries/tallies-by-provider-over-time';
import { addTallies, type Tally } from '@/lib/queries/tally';
import { previousRange } from '@/lib/queries/time-range';

// What several panels of one page ask is asked once a page. Scopes are compared by identity: a page makes one.

export const dataExtent = cache(() => extent.dataExtent(webDb()));

export const alertRules = cache(() => rules.alertRules(webDb()));

export const refusalsOverTime = cache((scope: Scope) => refusals.refusalsOverTime(webDb(), scope));

/** Far more than there are kinds of refusal in a scope. */
const ALL_CODES = 2000;

/** How often each provider answered what, and which rule explains it: the most frequent first. */
export const failureCodes = cache((scope: Scope) => codes.failureCodes(webDb(), scope, ALL_CODES));

export const talliesByProviderOverTime = cache((scope: Scope) =>
  byProviderOverTime.talliesByProviderOverTime(webDb(), scope),
);

/** Of all providers together: nothing more needs to be asked for it. */
export const talliesOverTime = cache(async (scope: Scope): Promise<Map<number, Tally>> => {
  const together = new Map<number, Tally>();
  for (const tallies of (await talliesByProviderOverTime(scope)).values()) {
    for (const [at, tally] of tallies) {
      const sum = together.get(at);
      together.set(at, sum ? addTallies([sum, tally]) : tally);
    }
  }
  return together;
});

/** By provider, of the period before. */
export const earlierTallies = cache(async (scope: Scope): Promise<Map<string, Tally>> => {
  const before = { ...scope, range: previousRange(scope.range) };
  const tallies = await byProvider.talliesByProvider(webDb(), before);
  return new Map(tallies.map(({ provider, tally }) => [provider, tally]));
});

/** Where anything at all was recorded, whatever the scope. */
export const coveredBuckets = cache(async (scope: Scope): Promise<ReadonlySet<number>> => {
  if (isEverything(scope)) return new Set((await talliesOverTime(scope)).keys());
  return covered.coveredBuckets(webDb(), scope.range);
});

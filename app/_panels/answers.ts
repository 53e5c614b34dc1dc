import { cache } from 'react';
import { storeFor } from '@/app/_access/store';
import * as rules from '@/lib/queries/alert-rules';
import * as answers from '@/lib/queries/answers-over-time';
import * as extent from '@/lib/queries/data-extent';
import * as codes from '@/lib/queries/failure-codes';
import type { FailureDimension } from '@/lib/queries/failures-over-time';
import * as failures from '@/lib/queries/failures-over-time';
import type { Filter } from '@/lib/queries/filter';
import * as refusals from '@/lib/queries/refusals-over-time';
import * as views from '@/lib/queries/saved-views';
import type { Scope } from '@/lib/queries/scope';
import * as bySource from '@/lib/queries/source-coverage';
import * as suppressions from '@/lib/queries/suppression-counts';
import * as histories from '@/lib/queries/suppression-history';
import * as byProvider from '@/lib/queries/tallies-by-provider';
import * as byProviderOverTime from '@/lib/queries/tallies-by-provider-over-time';
import { addTallies, type Tally } from '@/lib/queries/tally';
import { isLive, type SourceState } from '../_findings/source-state';
import { chartMarks } from './chart-marks';
import type { Given } from './meaning-given';
import { sourceStandings } from './source-answers';
import type { Coverage } from './time-axis';

/** In which nothing is to be expected of a source. */
const QUIET_STATES: ReadonlySet<SourceState> = new Set(['silent', 'failing', 'paused']);

// What several panels of one page ask is asked once a page. Scopes are compared by identity: a page makes one.

export const dataExtent = cache(async () => extent.dataExtent(await storeFor('viewer')));

export const alertRules = cache(async () => rules.alertRules(await storeFor('viewer')));

export const savedViews = cache(async (accountId: number | null) =>
  views.savedViews(await storeFor('viewer'), accountId),
);

export const suppressionCounts = cache(async () => suppressions.suppressionCounts(await storeFor('viewer')));

export const suppressionHistory = cache(async (workspaceId: number, recipientHash: bigint) =>
  histories.suppressionHistory(await storeFor('viewer'), workspaceId, recipientHash),
);

/** Most charts tell the same counts apart in their own way: they are read once a page. */
const answersOverTime = cache(async (scope: Scope) =>
  answers.answersOverTime(await storeFor('viewer'), scope),
);

export const refusalsOverTime = cache(async (scope: Scope) =>
  refusals.refusalsOverTime(await storeFor('viewer'), scope, answersOverTime(scope)),
);

export const failuresOverTime = cache(async (scope: Scope, dimension: FailureDimension) =>
  failures.failuresOverTime(await storeFor('viewer'), scope, dimension, answersOverTime(scope)),
);

/** What was refused with, for those who need not know since when: it is among the answers that charts are drawn of. */
export const givenCodes = cache(
  async (scope: Scope): Promise<Given[]> =>
    (await answersOverTime(scope))
      .filter(answers.isRefusal)
      .map((answer) => ({ ...answer, events: answers.eventsOf(answer) })),
);

/** Far more than there are kinds of refusal in a scope. */
const ALL_CODES = 2000;

/** How often each provider answered what, and which rule explains it: the most frequent first. */
export const failureCodes = cache(async (scope: Scope) =>
  codes.failureCodes(await storeFor('viewer'), scope, ALL_CODES),
);

export const talliesByProviderOverTime = cache(async (scope: Scope) =>
  byProviderOverTime.talliesByProviderOverTime(await storeFor('viewer'), scope, answersOverTime(scope)),
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

/** By provider. */
export const talliesByProvider = cache(async (scope: Scope): Promise<Map<string, Tally>> => {
  const tallies = await byProvider.talliesByProvider(await storeFor('viewer'), scope);
  return new Map(tallies.map(({ provider, tally }) => [provider, tally]));
});

/** Where any of the scope's sources recorded anything, whatever else was asked for, and where one is missing that
 * should have spoken. */
export const coveredBuckets = cache(async (scope: Scope): Promise<Coverage> => {
  const { range, filters } = scope;
  const [all, standings, marks] = await Promise.all([
    bySource.sourceCoverage(await storeFor('viewer'), range),
    sourceStandings(range.now),
    chartMarks(scope),
  ]);
  const coverage = all.filter(({ name }) => isSourceWithin(filters, name));
  const live = new Set(standings.filter(({ source }) => isLive(source)).map(({ source }) => source.name));
  const quiet = standings.filter(({ state }) => QUIET_STATES.has(state)).map(({ source }) => source.name);
  return {
    heard: new Set(coverage.flatMap(({ heard }) => heard)),
    sources: coverage.filter(({ name }) => live.has(name)),
    quiet: new Set(quiet),
    marks,
  };
});

function isSourceWithin(filters: readonly Filter[], name: string): boolean {
  const ofSource = filters.filter(({ dimension }) => dimension === 'source');
  const included = ofSource.filter(({ excluded }) => !excluded);
  if (ofSource.some(({ excluded, value }) => excluded && value === name)) return false;
  return included.length === 0 || included.some(({ value }) => value === name);
}

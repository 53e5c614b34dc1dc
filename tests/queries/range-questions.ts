import type { Db } from '@/lib/db';
import { affectedSenders } from '@/lib/queries/affected-senders';
import { answersOverTime } from '@/lib/queries/answers-over-time';
import { allDelays, deliveryDelays } from '@/lib/queries/delivery-delays';
import { destinationTallies } from '@/lib/queries/destination-tallies';
import { eventPage } from '@/lib/queries/event-page';
import { anyEvent } from '@/lib/queries/event-search';
import { failureCodes } from '@/lib/queries/failure-codes';
import { failuresOverTime } from '@/lib/queries/failures-over-time';
import { readFilters } from '@/lib/queries/filter';
import { filterValues } from '@/lib/queries/filter-values';
import { firstRefusal } from '@/lib/queries/first-refusal';
import { newestDiagnostics } from '@/lib/queries/newest-diagnostics';
import { newestOfDestinations } from '@/lib/queries/newest-of-destinations';
import { refusalDays } from '@/lib/queries/refusal-days';
import { refusalHours } from '@/lib/queries/refusal-hours';
import { refusalsOverTime } from '@/lib/queries/refusals-over-time';
import { requirementCounts } from '@/lib/queries/requirement-counts';
import type { Scope } from '@/lib/queries/scope';
import { sourceCoverage } from '@/lib/queries/source-coverage';
import { sourceOutcomes } from '@/lib/queries/source-outcomes';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { talliesByProviderOverTime } from '@/lib/queries/tallies-by-provider-over-time';
import { totalTally } from '@/lib/queries/total-tally';

/** What there is to ask about in the store at hand. */
export interface Asked {
  db: Db;
  scope: Scope;
  provider: string;
  code: string;
  sendingDomain: string;
  destination: string;
  sourceId: number;
  rules: readonly string[];
}

type Question = (asked: Asked) => Promise<unknown>;

/** The scope of a page that was narrowed to what the URL would say. */
const narrowed = (scope: Scope, filters: string): Scope => ({ ...scope, filters: readFilters(filters) });

/** Every question that is asked of a range and answered by counts, by its file; narrowed ones after a comma. */
export const OF_COUNTS: Readonly<Record<string, Question>> = {
  'total-tally': ({ db, scope }) => totalTally(db, scope),
  'total-tally, of a sending domain': ({ db, scope, sendingDomain }) =>
    totalTally(db, narrowed(scope, `sending-domain:${sendingDomain}`)),
  'answers-over-time': ({ db, scope }) => answersOverTime(db, scope),
  'tallies-by-provider': ({ db, scope }) => talliesByProvider(db, scope),
  'tallies-by-provider-over-time': ({ db, scope }) => talliesByProviderOverTime(db, scope),
  'tallies-by-provider-over-time, of a sending domain': ({ db, scope, sendingDomain }) =>
    talliesByProviderOverTime(db, narrowed(scope, `sending-domain:${sendingDomain}`)),
  'tallies-by-provider-over-time, but one sending domain': ({ db, scope, sendingDomain }) =>
    talliesByProviderOverTime(db, narrowed(scope, `-sending-domain:${sendingDomain}`)),
  'failure-codes': ({ db, scope }) => failureCodes(db, scope),
  'failure-codes, of a provider': ({ db, scope, provider }) => failureCodes(db, { ...scope, provider }),
  'failures-over-time': ({ db, scope }) => failuresOverTime(db, scope, 'code'),
  'failures-over-time, of a sending domain': ({ db, scope, sendingDomain }) =>
    failuresOverTime(db, narrowed(scope, `sending-domain:${sendingDomain}`), 'code'),
  'refusals-over-time': ({ db, scope }) => refusalsOverTime(db, scope),
  'refusals-over-time, but one code': ({ db, scope, code }) =>
    refusalsOverTime(db, narrowed(scope, `-code:${code}`)),
  'requirement-counts': ({ db, scope, rules }) => requirementCounts(db, scope, rules),
  'refusal-days': ({ db, scope, rules }) => refusalDays(db, scope, rules),
  'refusal-hours': ({ db, scope, rules }) => refusalHours(db, scope, rules),
  'affected-senders': ({ db, scope }) => affectedSenders(db, scope, 'domain'),
  'affected-senders, of a provider': ({ db, scope, provider }) =>
    affectedSenders(db, { ...scope, provider }, 'ip'),
  'affected-senders, of a code': ({ db, scope, code }) => affectedSenders(db, { ...scope, code }, 'domain'),
  'destination-tallies': ({ db, scope }) => destinationTallies(db, scope),
  'delivery-delays': ({ db, scope }) => deliveryDelays(db, scope),
  'delivery-delays, of all the range': ({ db, scope, provider }) => allDelays(db, { ...scope, provider }),
  'delivery-delays, of a provider': ({ db, scope, provider }) => deliveryDelays(db, { ...scope, provider }),
  'filter-values': ({ db, scope }) => filterValues(db, scope, 'code'),
  'filter-values, sending domains': ({ db, scope }) => filterValues(db, scope, 'sending-domain'),
  'filter-values, sources': ({ db, scope }) => filterValues(db, scope, 'source'),
  'source-coverage': ({ db, scope }) => sourceCoverage(db, scope.range),
  'source-outcomes': ({ db, scope, sourceId }) => sourceOutcomes(db, sourceId, scope.range),
};

/** Those that show single events as well, and may go to them by an index alone. */
export const OF_EVENTS: Readonly<Record<string, Question>> = {
  'first-refusal': ({ db, scope, provider, code }) =>
    firstRefusal(db, { ...scope, provider, code }, scope.range.from, scope.range.to),
  'newest-diagnostics': ({ db, scope, provider }) => newestDiagnostics(db, { ...scope, provider }, 20, 3),
  'newest-of-destinations': ({ db, scope, destination }) => newestOfDestinations(db, scope, [destination]),
  'event-page': ({ db, scope }) => eventPage(db, anyEvent(scope), null),
  'event-page, of a code': ({ db, scope, code }) => eventPage(db, anyEvent({ ...scope, code }), null),
  'event-page, of a sending domain': ({ db, scope, sendingDomain }) =>
    eventPage(db, anyEvent(narrowed(scope, `sending-domain:${sendingDomain}`)), null),
  'event-page, of a recipient': ({ db, scope }) =>
    eventPage(db, { ...anyEvent(scope), recipientHash: 1n }, null),
};

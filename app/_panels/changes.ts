import { cache } from 'react';
import { guestHere } from '@/app/_access/guest';
import { storeFor } from '@/app/_access/store';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { type AffectedSender, affectedSenders } from '@/lib/queries/affected-senders';
import { firstRefusal } from '@/lib/queries/first-refusal';
import { attempts } from '@/lib/queries/rates';
import type { RefusalSeries } from '@/lib/queries/refusals-over-time';
import type { Scope } from '@/lib/queries/scope';
import { bucketStarts } from '@/lib/queries/time-range';
import { findStepUp, type Step } from '../_findings/change-point';
import { givenCodes, refusalsOverTime, talliesByProviderOverTime } from './answers';
import { meaningGiven } from './meaning-given';

const MOST_CHANGES = 3;
/** A sender of nearly all of the refusals is named. */
const NEARLY_ALL = 0.9;

/** A provider that began to refuse with a code, or refuses with it far more often, and still does. */
export interface Change {
  series: RefusalSeries;
  step: Step;
  startedAt: Date;
  /** The sending domain, where it is one. */
  sender: string | null;
  /** What the code means there. */
  meaning: DiagnosticRule | null;
}

export const rejects = ({ series }: Change): boolean => series.bounced * 2 >= series.events;

/** The largest steps up, by the refusals they brought. */
export const changes = cache(async (scope: Scope): Promise<Change[]> => {
  const [refusals, codes, byProvider] = await Promise.all([
    refusalsOverTime(scope),
    givenCodes(scope),
    talliesByProviderOverTime(scope),
  ]);
  const starts = bucketStarts(scope.range);
  const stepped = refusals.flatMap((series) => {
    const tallies = byProvider.get(series.provider);
    const step = findStepUp(
      starts.map((start) => series.buckets.get(start) ?? 0),
      starts.map((start) => {
        const tally = tallies?.get(start);
        return tally ? attempts(tally) : 0;
      }),
    );
    return step ? [{ series, step }] : [];
  });
  const largest = stepped.sort((a, b) => excess(b.step) - excess(a.step)).slice(0, MOST_CHANGES);
  return Promise.all(
    largest.map(async ({ series, step }) => ({
      series,
      step,
      ...(await beginning(
        scope,
        series,
        starts[step.index] ?? 0,
        starts[step.index + 1] ?? scope.range.to.getTime(),
      )),
      meaning: meaningGiven(
        series.statusCode,
        codes.filter(({ provider }) => provider === series.provider),
      ),
    })),
  );
});

const excess = (step: Step): number => step.numerator - step.before * step.denominator;

/** When it began, and whose mail it is: to the minute, and to the bucket for a guest, who sees no events. */
async function beginning(
  scope: Scope,
  series: RefusalSeries,
  bucket: number,
  until: number,
): Promise<Pick<Change, 'startedAt' | 'sender'>> {
  const start = new Date(bucket);
  const end = new Date(until);
  const since: Scope = {
    ...scope,
    provider: series.provider,
    code: series.statusCode,
    range: { ...scope.range, from: start },
  };
  const [first, senders] = await Promise.all([
    guestHere() ? null : firstRefusal(await storeFor('viewer'), since, start, end),
    affectedSenders(await storeFor('viewer'), since, 'domain', 5),
  ]);
  return { startedAt: first ?? start, sender: nearlyOnly(senders) };
}

function nearlyOnly(senders: AffectedSender[]): string | null {
  const refused = ({ tally }: AffectedSender) => tally.bounced + tally.deferred;
  const all = senders.reduce((sum, sender) => sum + refused(sender), 0);
  const [first] = senders;
  return first && refused(first) >= all * NEARLY_ALL ? first.sender : null;
}

import { finished, hardBounceRate, type Rate, rate } from '@/lib/queries/rates';
import { addTallies } from '@/lib/queries/tally';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import { isSilent, type RateSeries, type TimeAxis } from '../_components/charts/time-series';
import { isLowVolume } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { isAbove, lineVerdict } from '../_findings/line-verdict';
import { lineOf } from './alert-threshold';
import { coveredBuckets, talliesByProviderOverTime, talliesOverTime } from './answers';
import { providerName } from './dictionary';
import { earlierRates } from './earlier';
import { hardBounceTitle } from './hard-bounce-title';
import type { Question } from './question';
import { bucketsFor, rateAxis } from './rate-axis';
import { rateSeries } from './rate-series';
import { takeAlong } from './take-along';
import { timeAxis } from './time-axis';

const WORST = 3;
/** A provider with a smaller part of the mail has a rate that is mostly chance. */
const LEAST_PART = 0.02;
/** At a rate of 2%, one bounce must not decide on which side of the line a bucket lies. */
const ENOUGH = 150;
/** Since when is read off wider steps, of some 40 bounces at a rate of 2%: one that dips below the line by chance would
 * be taken for an end. */
const ENOUGH_TO_JUDGE = 2000;
const COLOURS = ['var(--accent)', 'var(--ink-3)', 'color-mix(in oklab, var(--accent) 45%, var(--page))'];

/** Are hard bounces above their line, since when, and at which provider most? */
export async function hardBounces(question: Question, height: number) {
  const chart = await hardBounceChart(question);
  return <ChartPanel {...chart} file={takeAlong(question, 'hard-bounces')} height={height} />;
}

export async function hardBounceChart(question: Question): Promise<Chart> {
  const { scope, timeZone, link } = question;
  const [together, byProvider, covered, line] = await Promise.all([
    talliesOverTime(scope),
    talliesByProviderOverTime(scope),
    coveredBuckets(scope),
    lineOf('hard-bounce'),
  ]);
  const total = addTallies(together.values());
  const worst = [...byProvider]
    .map(([provider, tallies]) => ({ provider, tallies, total: addTallies(tallies.values()) }))
    .filter((one) => one.total.hardBounced > 0 && finished(one.total) >= finished(total) * LEAST_PART)
    .sort((a, b) => (hardBounceRate(b.total).value ?? 0) - (hardBounceRate(a.total).value ?? 0))
    .slice(0, WORST);
  const buckets = timeAxis(scope.range, covered, timeZone);
  const axis = rateAxis(buckets, finished(total), ENOUGH);
  const allAlong = (along: TimeAxis) =>
    rateSeries(along, together, hardBounceRate, { id: 'all', label: 'All mail', colour: 'var(--ink)' });
  const all = allAlong(axis);
  const judged = rateAxis(buckets, finished(total), ENOUGH_TO_JUDGE);
  const verdict = lineVerdict(
    hardBounceRate(total),
    finishedBuckets(judged, allAlong(judged)),
    line.value,
    isLowVolume,
  );
  return {
    title: hardBounceTitle(verdict, hardBounceRate(total), line.value, (at) =>
      since(new Date(firstAbove(finishedBuckets(axis, all), at, line.value)), scope.range.now, timeZone),
    ),
    note: `Hard bounces ÷ (delivered + bounced) recipients${worst.length > 0 ? '; all mail, and the providers with the highest rates' : ''}`,
    axis,
    drawn: {
      kind: 'lines',
      threshold: line,
      earlier: await earlierRates(question, axis, [{ rateOf: hardBounceRate, like: all }]),
      series: [
        all,
        ...worst.map(({ provider, tallies, total: ofProvider }, rank) =>
          rateSeries(axis, tallies, hardBounceRate, {
            id: provider,
            label: providerName(provider),
            colour: COLOURS[rank] ?? 'var(--ink-3)',
            href: link(`/providers/${provider}`),
            joined: bucketsFor(axis, finished(ofProvider), ENOUGH),
          }),
        ),
      ],
    },
  };
}

/** The first bucket of a wide step that is above the line: the step begins before it. */
const firstAbove = (buckets: readonly { at: number; rate: Rate }[], from: number, line: number): number =>
  buckets.find(({ at, rate: one }) => at >= from && isAbove(one, line))?.at ?? from;

function finishedBuckets(axis: TimeAxis, all: RateSeries): { at: number; rate: Rate }[] {
  return axis.starts
    .map((at, index) => ({
      at,
      index,
      rate: rate(all.numerators[index] ?? 0, all.denominators[index] ?? 0),
    }))
    .slice(0, axis.unfinished ?? axis.starts.length)
    .filter(({ index }) => !isSilent(axis, index));
}

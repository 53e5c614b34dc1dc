import { finished, hardBounceRate } from '@/lib/queries/rates';
import { addTallies } from '@/lib/queries/tally';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import { isSilent, type TimeAxis, valuesOf } from '../_components/charts/time-series';
import { threeDigits } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { alertThreshold } from './alert-threshold';
import { coveredBuckets, talliesByProviderOverTime, talliesOverTime } from './answers';
import { providerName } from './dictionary';
import { earlierRates } from './earlier';
import type { Question } from './question';
import { rateAxis } from './rate-axis';
import { rateSeries } from './rate-series';
import { takeAlong } from './take-along';
import { timeAxis } from './time-axis';

/** Above it a sender's reputation suffers. A rule of the installation's own may draw the line elsewhere. */
const USUAL_LINE = { value: 0.02, label: '2% line' };
const WORST = 3;
/** A provider with a smaller part of the mail has a rate that is mostly chance. */
const LEAST_PART = 0.02;
/** At a rate of 2%, one bounce must not decide on which side of the line a bucket lies. */
const ENOUGH = 150;
const COLOURS = ['var(--accent)', 'var(--ink-3)', 'color-mix(in oklab, var(--accent) 45%, var(--page))'];

/** Are hard bounces above their line, since when, and at which provider most? */
export async function hardBounces(question: Question, height: number) {
  const chart = await hardBounceChart(question);
  return <ChartPanel {...chart} file={takeAlong(question, 'hard-bounces')} height={height} />;
}

export async function hardBounceChart(question: Question): Promise<Chart> {
  const { scope, timeZone, link } = question;
  const [together, byProvider, covered, ruled] = await Promise.all([
    talliesOverTime(scope),
    talliesByProviderOverTime(scope),
    coveredBuckets(scope),
    alertThreshold('hard-bounce', 'overall'),
  ]);
  const total = addTallies(together.values());
  const line = ruled ?? USUAL_LINE;
  const worst = [...byProvider]
    .map(([provider, tallies]) => ({ provider, tallies, total: addTallies(tallies.values()) }))
    .filter((one) => one.total.hardBounced > 0 && finished(one.total) >= finished(total) * LEAST_PART)
    .sort((a, b) => (hardBounceRate(b.total).value ?? 0) - (hardBounceRate(a.total).value ?? 0))
    .slice(0, WORST);
  const fewest = Math.min(finished(total), ...worst.map((one) => finished(one.total)));
  const axis = rateAxis(timeAxis(scope.range, covered, timeZone), fewest, ENOUGH);
  const all = rateSeries(axis, together, hardBounceRate, {
    id: 'all',
    label: 'All mail',
    colour: 'var(--ink)',
  });
  const above = aboveSince(axis, valuesOf(all), line.value);
  const whole = `${percent(hardBounceRate(total).value)} of the whole range`;
  const lineName = `the ${threeDigits(line.value * 100)}% line`;
  return {
    title:
      finished(total) === 0
        ? 'Nothing was finished in this range'
        : above === null
          ? `Hard bounces are below ${lineName}: ${whole}`
          : `Hard bounces are above ${lineName} since ${since(new Date(above.at), scope.range.now, timeZone)}: ${percent(above.value)} lately, ${whole}`,
    note: `Hard bounces ÷ (delivered + bounced) recipients${worst.length > 0 ? '; all mail, and the providers with the highest rates' : ''}`,
    axis,
    drawn: {
      kind: 'lines',
      threshold: line,
      earlier: await earlierRates(question, axis, [{ rateOf: hardBounceRate, like: all }]),
      series: [
        all,
        ...worst.map(({ provider, tallies }, rank) =>
          rateSeries(axis, tallies, hardBounceRate, {
            id: provider,
            label: providerName(provider),
            colour: COLOURS[rank] ?? 'var(--ink-3)',
            href: link(`/providers/${provider}`),
          }),
        ),
      ],
    },
  };
}

/** Since when the last of the finished buckets are all above the line, and the last one's value. */
function aboveSince(
  axis: TimeAxis,
  values: readonly (number | null)[],
  line: number,
): { at: number; value: number } | null {
  const finishedBuckets = values
    .map((value, index) => ({ value, at: axis.starts[index] ?? 0, index }))
    .slice(0, axis.unfinished ?? values.length)
    .filter(({ value, index }) => value !== null && !isSilent(axis, index));
  const last = finishedBuckets[finishedBuckets.length - 1];
  if (!last || (last.value ?? 0) <= line) return null;
  const below = finishedBuckets.findLastIndex(({ value }) => (value ?? 0) <= line);
  return { at: finishedBuckets[below + 1]?.at ?? last.at, value: last.value ?? 0 };
}

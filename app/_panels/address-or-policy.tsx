import {
  addressFailureRate,
  addressToPolicy,
  finished,
  policyFailureRate,
  policyShare,
} from '@/lib/queries/rates';
import { addTallies, type Tally } from '@/lib/queries/tally';
import { categoryColour } from '../_components/charts/category-colour';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import { exact } from '../_components/format/number';
import { fraction, percent, ratio } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { policyVerdict } from '../_findings/policy-verdict';
import { coveredBuckets, talliesOverTime } from './answers';
import { changes } from './changes';
import { earlierRates } from './earlier';
import type { Question } from './question';
import { rateAxis } from './rate-axis';
import { rateSeries } from './rate-series';
import { takeAlong } from './take-along';
import { timeAxis } from './time-axis';

const LINES = [
  {
    rateOf: policyFailureRate,
    like: { id: 'policy', label: '5.7.x policy', colour: categoryColour('authentication') },
  },
  {
    rateOf: addressFailureRate,
    like: { id: 'address', label: '5.1.x address', colour: categoryColour('invalid-address') },
  },
];

/** Dead addresses or refused senders: 5.1.x against 5.7.x. */
export async function addressOrPolicy(question: Question, height: number) {
  const { verdict, total, sinceThen, ...chart } = await judged(question);
  const share = policyShare(total);
  return (
    <ChartPanel {...chart} file={takeAlong(question, 'address-or-policy')} height={height}>
      <p className="mt-1 font-medium">{verdict.advice}</p>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 border-line border-t pt-2 text-xs">
        <div>
          <dt className="text-ink-3">5.1.x : 5.7.x, whole range</dt>
          <dd className="font-semibold text-lg leading-6">
            {addressToPolicy(total).value === null
              ? 'undefined'
              : ratio(total.addressFailures, total.policyFailures)}
          </dd>
          <dd className="text-ink-3">
            {exact(total.addressFailures)} : {exact(total.policyFailures)}
            {total.policyFailures === 0 && ', no 5.7.x to divide by'}
          </dd>
        </div>
        <div>
          <dt className="text-ink-3">Policy share</dt>
          <dd className="font-semibold text-lg leading-6">
            {percent(share.value)}
            {sinceThen && (
              <span className="pl-2 font-normal text-ink-2 text-xs">
                {percent(policyShare(sinceThen).value)} since
              </span>
            )}
          </dd>
          <dd className="text-ink-3">{fraction(share)} of 5.1 + 5.2 + 5.7</dd>
        </div>
      </dl>
    </ChartPanel>
  );
}

export async function addressOrPolicyChart(question: Question): Promise<Chart> {
  const { title, note, axis, drawn } = await judged(question);
  return { title, note, axis, drawn };
}

interface Judged extends Chart {
  verdict: ReturnType<typeof policyVerdict>;
  total: Tally;
  /** What a range says as a whole is not what it says since something began. */
  sinceThen: Tally | null;
}

async function judged(question: Question): Promise<Judged> {
  const { scope, timeZone } = question;
  const [tallies, covered, changed] = await Promise.all([
    talliesOverTime(scope),
    coveredBuckets(scope),
    changes(scope),
  ]);
  const buckets = timeAxis(scope.range, covered, timeZone);
  const total = addTallies(tallies.values());
  const axis = rateAxis(buckets, finished(total));
  const change = changed.find(({ series }) => /^5\.[127]\./.test(series.statusCode));
  const began = change && buckets.starts[change.step.index];
  const sinceThen = began === undefined ? null : addTallies(from(tallies, began));
  const verdict = policyVerdict(sinceThen ?? total);
  return {
    verdict,
    total,
    sinceThen,
    title: change
      ? `${verdict.title}, since ${since(change.startedAt, scope.range.now, timeZone)}`
      : verdict.title,
    note: '5.1.x and 5.7.x failures ÷ (delivered + bounced) recipients',
    axis,
    drawn: {
      kind: 'lines',
      series: LINES.map(({ rateOf, like }) => rateSeries(axis, tallies, rateOf, like)),
      earlier: await earlierRates(question, axis, LINES),
    },
  };
}

function* from(tallies: ReadonlyMap<number, Tally>, start: number): Generator<Tally> {
  for (const [at, tally] of tallies) if (at >= start) yield tally;
}

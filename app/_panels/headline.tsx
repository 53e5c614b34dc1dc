import {
  attempts,
  bounceRate,
  deferralRate,
  enforcementRate,
  hardBounceRate,
  policyShare,
  type Rate,
  rate,
} from '@/lib/queries/rates';
import { addTallies, type Tally } from '@/lib/queries/tally';
import { Sparkline } from '../_components/charts/sparkline';
import { exact, growth, threeDigits } from '../_components/format/number';
import { fraction, isLowVolume, percent, points } from '../_components/format/rate';
import { Change } from '../_components/ui/change';
import { isAbove } from '../_findings/line-verdict';
import { isRealChange, isRealGrowth } from '../_findings/real-change';
import { type LinedRate, lineOf } from './alert-threshold';
import { coveredBuckets, talliesByProvider, talliesOverTime } from './answers';
import { earlierScope } from './earlier';
import type { Question } from './question';
import { sparkValues } from './spark-values';
import { timeAxis } from './time-axis';

interface Headline {
  name: string;
  of: (tally: Tally) => Rate;
  /** What the denominator counts. */
  basis: string;
  /** What has a line that it should stay below. */
  lined?: LinedRate;
  worse: 'up' | 'down';
}

const deliveredCount = (tally: Tally): Rate => rate(tally.delivered, 1);
const deliveredShare = (tally: Tally): Rate => rate(tally.delivered, attempts(tally));

const HEADLINES: readonly Headline[] = [
  { name: 'Delivered', of: deliveredShare, basis: 'attempts', worse: 'down' },
  { name: 'Hard bounce rate', of: hardBounceRate, basis: 'recipients', lined: 'hard-bounce', worse: 'up' },
  { name: 'Bounce rate', of: bounceRate, basis: 'recipients', lined: 'bounce', worse: 'up' },
  { name: 'Deferral rate', of: deferralRate, basis: 'attempts', worse: 'up' },
  { name: 'Enforcement rate', of: enforcementRate, basis: 'attempts', worse: 'up' },
  { name: 'Policy share', of: policyShare, basis: '5.1 + 5.2 + 5.7', worse: 'up' },
];

/** How is it going, in six numbers? */
export async function headline({ scope, timeZone, compare }: Question) {
  const compared = earlierScope(scope, compare, timeZone);
  const [tallies, covered, earlier, hardBounceLine, bounceLine] = await Promise.all([
    talliesOverTime(scope),
    coveredBuckets(scope),
    talliesByProvider(compared.upToNow),
    lineOf('hard-bounce'),
    lineOf('bounce'),
  ]);
  const lines = { 'hard-bounce': hardBounceLine.value, bounce: bounceLine.value };
  const axis = timeAxis(scope.range, covered, timeZone);
  const total = addTallies(tallies.values());
  const before = addTallies(earlier.values());
  return (
    <>
      <dl className="grid grid-cols-2 gap-px border-line border-y bg-line sm:grid-cols-3 xl:grid-cols-6">
        {HEADLINES.map((card) => {
          const now = card.of(total);
          const line = card.lined === undefined ? null : lines[card.lined];
          const isJudged = line !== null && now.value !== null && !isLowVolume(now);
          const over = isJudged && isAbove(now, line);
          const counts = card.name === 'Delivered';
          const change = counts
            ? growth(total.delivered, before.delivered)
            : points(now.value, card.of(before).value);
          return (
            <div
              key={card.name}
              className="flex min-w-0 flex-col bg-page px-3 py-2.5 first:pl-3 xl:first:pl-0"
            >
              <dt className="text-ink-2">{card.name}</dt>
              <dd className="contents">
                <span
                  className={`font-semibold text-[28px] leading-9 tracking-tight ${over ? 'text-bad' : isLowVolume(now) ? 'text-ink-3' : ''}`}
                >
                  {counts ? exact(total.delivered) : percent(now.value)}
                </span>
                <span className="text-ink-2 text-xs" title={`${fraction(now)} ${card.basis}`}>
                  {counts ? `${percent(now.value)} of ${exact(now.denominator)}` : fraction(now)}{' '}
                  <span className="text-ink-3">{card.basis}</span>
                </span>
                <span className="flex flex-wrap gap-x-2 text-xs">
                  <Change
                    text={change}
                    worse={card.worse}
                    isReal={
                      counts
                        ? isRealGrowth(total.delivered, before.delivered)
                        : isRealChange(now, card.of(before))
                    }
                  />
                  {isLowVolume(now) && <span className="text-ink-3">low volume</span>}
                  {isJudged && (
                    <span className={`ml-auto ${over ? 'font-medium text-bad' : 'text-ink-3'}`}>
                      {over ? 'above' : 'below'} {threeDigits(line * 100)}% line
                    </span>
                  )}
                </span>
                <span className="mt-1.5 block">
                  <Sparkline
                    values={sparkValues(axis, tallies, counts ? deliveredCount : card.of)}
                    threshold={line}
                    label={`${card.name} over the range`}
                  />
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-1 text-ink-3 text-xs">
        Changes are against {compared.words} ({compared.span}); grey where chance explains them.
      </p>
    </>
  );
}

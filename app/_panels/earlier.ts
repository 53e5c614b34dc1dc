import { cache } from 'react';
import {
  type ComparedRange,
  type Comparison,
  comparedRange,
  crossesClockChange,
} from '@/lib/queries/compared-range';
import type { Rate } from '@/lib/queries/rates';
import type { Scope } from '@/lib/queries/scope';
import type { Tally } from '@/lib/queries/tally';
import type { CountSeries, RateSeries, TimeAxis } from '../_components/charts/time-series';
import { spanWords } from '../_components/format/range-words';
import { coveredBuckets, talliesByProviderOverTime, talliesOverTime } from './answers';
import type { Question } from './question';
import { grouped } from './rate-axis';
import { rateSeries } from './rate-series';
import { alongAxis, timeAxis } from './time-axis';

const WEEK = 7 * 86_400_000;

export interface Earlier extends ComparedRange {
  scope: Scope;
  /** The same, as far as the present has come: for totals. */
  upToNow: Scope;
  /** The period before; a week earlier. */
  words: string;
  /** When that was. */
  span: string;
}

/** What a page is compared with: chosen, or else the period before. Made once a page, since answers are kept by it. */
export const earlierScope = cache(
  (scope: Scope, comparison: Comparison | null, timeZone: string): Earlier => {
    const compared = comparedRange(scope.range, comparison ?? 'previous', timeZone);
    const { range, until } = compared;
    const weeks = Math.round(compared.shift / WEEK);
    const words = weeks === 1 ? 'a week earlier' : `${weeks} weeks earlier`;
    const clocks = crossesClockChange(scope.range, compared, timeZone) ? ', across a change of clocks' : '';
    return {
      ...compared,
      scope: { ...scope, range },
      upToNow: { ...scope, range: { ...range, to: until } },
      words: comparison === 'weekday' ? words : 'the period before',
      span: `${spanWords({ ...range, to: until }, timeZone)}${clocks}`,
    };
  },
);

/** The axis of that time, bucket by bucket beside a chart's own; `null` where nothing is compared. */
async function earlierAxis(
  { scope, compare, timeZone }: Question,
  axis: TimeAxis,
): Promise<(Earlier & { axis: TimeAxis }) | null> {
  if (compare === null) return null;
  const earlier = earlierScope(scope, compare, timeZone);
  const buckets = timeAxis(earlier.range, await coveredBuckets(earlier.scope), timeZone);
  return { ...earlier, axis: grouped(buckets, axis.bucketMinutes / buckets.bucketMinutes) };
}

interface Compared {
  rateOf: (tally: Tally) => Rate;
  /** Of one provider, or of the whole scope. */
  provider?: string;
  like: Pick<RateSeries, 'id' | 'label' | 'colour'>;
}

/** Rates at that time, named and coloured like those that they are compared with. */
export async function earlierRates(
  question: Question,
  axis: TimeAxis,
  compared: readonly Compared[],
): Promise<RateSeries[]> {
  const earlier = await earlierAxis(question, axis);
  if (!earlier) return [];
  return Promise.all(
    compared.map(async ({ rateOf, provider, like }) => {
      const tallies =
        provider === undefined
          ? await talliesOverTime(earlier.scope)
          : (await talliesByProviderOverTime(earlier.scope)).get(provider);
      return rateSeries(earlier.axis, tallies ?? new Map(), rateOf, {
        id: `earlier ${like.id}`,
        label: `${like.label}, ${earlier.words}`,
        colour: like.colour,
      });
    }),
  );
}

/** A count at that time, all kinds together. */
export async function earlierCounts(
  question: Question,
  axis: TimeAxis,
  label: string,
  countOf: (tally: Tally) => number,
): Promise<CountSeries[]> {
  const earlier = await earlierAxis(question, axis);
  if (!earlier) return [];
  const tallies = await talliesOverTime(earlier.scope);
  const values = alongAxis(earlier.axis, (start) => {
    const tally = tallies.get(start);
    return tally ? countOf(tally) : 0;
  });
  return [{ id: 'earlier', label: `${label}, ${earlier.words}`, colour: 'var(--ink)', values }];
}

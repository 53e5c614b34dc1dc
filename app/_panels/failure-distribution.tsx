import type { FailureCount, FailureDimension } from '@/lib/queries/failures-over-time';
import { NO_CODE } from '@/lib/queries/failures-over-time';
import type { Tally } from '@/lib/queries/tally';
import { categoryColour, OTHERS_COLOUR, shade } from '../_components/charts/category-colour';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import type { CountSeries } from '../_components/charts/time-series';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { CATEGORY_NAMES, SUBJECT_NAMES } from '../_components/format/words';
import { Segments } from '../_components/ui/segments';
import { coveredBuckets, failuresOverTime, givenCodes } from './answers';
import { providerName } from './dictionary';
import { earlierCounts } from './earlier';
import { type Given, meaningGiven } from './meaning-given';
import type { Question } from './question';
import { takeAlong } from './take-along';
import { alongAxis, timeAxis } from './time-axis';

interface Dimension {
  title: string;
  /** Singular, for the finding. */
  one: string;
  label: (key: string) => string;
  /** What a key means where it was given. */
  meaning: (key: string, given: readonly Given[]) => string | null;
  mono: boolean;
  href: (key: string) => string | null;
}

/** What was refused without a code cannot be narrowed to by one. */
const hasValue = (key: string): boolean => key !== NO_CODE;
const hasPage = (code: string): boolean => /^\d/.test(code);

const DIMENSIONS: Record<FailureDimension, Dimension> = {
  code: {
    title: 'Code',
    one: 'code',
    label: (key) => key,
    meaning: (key, given) => meaningGiven(key, given)?.title ?? null,
    mono: true,
    href: (key) => (hasPage(key) ? `/codes/${key}` : null),
  },
  category: {
    title: 'Category',
    one: 'category',
    label: (key) => CATEGORY_NAMES[key as keyof typeof CATEGORY_NAMES] ?? key,
    meaning: () => null,
    mono: false,
    href: () => null,
  },
  subject: {
    title: 'Subject',
    one: 'subject',
    label: (key) => key,
    meaning: (key) => SUBJECT_NAMES[key] ?? null,
    mono: true,
    href: () => null,
  },
  provider: {
    title: 'Provider',
    one: 'provider',
    label: providerName,
    meaning: () => null,
    mono: false,
    href: (key) => `/providers/${key}`,
  },
};

/** What is mail refused with, and when? */
export async function failureDistribution(
  question: Question,
  dimensions: readonly FailureDimension[],
  height: number,
) {
  const dimension = dimensions.find((one) => one === question.by) ?? dimensions[0]!;
  const chart = await failureChart(question, dimension);
  return (
    <ChartPanel
      {...chart}
      file={takeAlong(question, 'refusals', { by: dimension })}
      height={height}
      controls={
        dimensions.length > 1 && (
          <Segments
            name="by"
            label="Tell refusals apart by"
            options={dimensions.map((id) => ({ id, title: DIMENSIONS[id].title }))}
          />
        )
      }
    />
  );
}

export async function failureChart(question: Question, dimension: FailureDimension): Promise<Chart> {
  const { scope, timeZone, link } = question;
  const [counts, covered, given] = await Promise.all([
    failuresOverTime(scope, dimension),
    coveredBuckets(scope),
    givenCodes(scope),
  ]);
  const axis = timeAxis(scope.range, covered, timeZone);
  const { label, mono, href, one, ...named } = DIMENSIONS[dimension];
  const meaning = (key: string) => named.meaning(key, given);
  const groups = groupByKey(counts);
  const all = groups.reduce((sum, { total }) => sum + total, 0);
  const seen = new Map<string | null, number>();
  const series: CountSeries[] = groups.map(({ key, category, buckets }) => {
    const nth = seen.get(category) ?? 0;
    seen.set(category, nth + 1);
    const target = key === null ? null : href(key);
    return {
      id: key ?? 'others',
      label: key === null ? 'Others' : label(key),
      colour:
        key === null ? OTHERS_COLOUR : dimension === 'category' ? categoryColour(key) : shade(category, nth),
      values: alongAxis(axis, (start) => buckets.get(start) ?? 0),
      ...(target && { href: link(target) }),
      ...(key !== null && hasValue(key) && { narrowing: { dimension, value: key } }),
    };
  });
  const largest = groups.find(({ key }) => key !== null);
  const title = largest?.key
    ? `${[label(largest.key), meaning(largest.key)].filter(Boolean).join(' ')}: ${percent(largest.total / all)} of ${exact(all)} refusals`
    : 'Nothing was refused';
  return {
    title,
    note: `Refused attempts, deferrals included, by ${one}${dimension === 'category' ? '' : `; a colour is a category, its tints are its ${one}s`}`,
    axis,
    drawn: {
      kind: 'stacked',
      series,
      earlier: await earlierCounts(question, axis, 'All refusals', refused),
      legend: series.map(({ id, label: name, colour, href: target, narrowing }, index) => ({
        id,
        label: name,
        colour,
        mono: mono && id !== 'others',
        meaning: id === 'others' ? null : meaning(id),
        value: exact(groups[index]?.total ?? 0),
        ...(target && { href: target }),
        ...(narrowing && { narrowing }),
      })),
    },
  };
}

const refused = ({ deferred, bounced }: Tally): number => deferred + bounced;

interface Group {
  key: string | null;
  category: string | null;
  total: number;
  buckets: Map<number, number>;
}

/** In the order of the answer: the largest first, the rest at the end. */
function groupByKey(counts: FailureCount[]): Group[] {
  const groups = new Map<string | null, Group>();
  for (const { key, category, at, events } of counts) {
    const group = groups.get(key) ?? { key, category, total: 0, buckets: new Map<number, number>() };
    group.total += events;
    group.buckets.set(at, events);
    groups.set(key, group);
  }
  return [...groups.values()];
}

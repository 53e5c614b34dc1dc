import { storeFor } from '@/app/_access/store';
import { previewRule } from '@/lib/alerts/preview';
import { rate } from '@/lib/queries/rates';
import type { Series, TimeAxis } from '../_components/charts/time-series';
import { threeDigits } from '../_components/format/number';
import { fraction, percent } from '../_components/format/rate';
import { duration, moment } from '../_components/format/time';
import type { PreviewShown } from '../_components/ui/rule-preview';
import { seriesSuffix } from './series-name';

const DAYS = 7;
const MOST_BUCKETS = 168;
const MOST_LISTED = 20;
const MINUTE_MS = 60_000;
const COLOURS = ['var(--accent)', 'var(--category-authentication)', 'var(--ink-2)', 'var(--ink-3)'];

/** What would a rule have done in the last days? `null`: what it looks at is not written down for the past. */
export async function rulePreview(
  kind: string,
  settings: unknown,
  timeZone: string,
): Promise<PreviewShown | null> {
  const found = await previewRule(await storeFor('operator'), kind, settings, new Date(), DAYS);
  if (!found) return null;
  const { from, to, limit, firings } = found;
  const isShare = limit?.of !== 'count';
  const span = to.getTime() - from.getTime();
  const bucketMinutes = Math.max(found.stepMinutes, span / MINUTE_MS / MOST_BUCKETS);
  const width = bucketMinutes * MINUTE_MS;
  const starts = Array.from({ length: span / width }, (_, index) => from.getTime() + index * width);
  const axis: TimeAxis = {
    starts,
    end: from.getTime() + starts.length * width,
    bucketMinutes,
    timeZone,
    unfinished: null,
    silences: [],
    missing: [],
  };
  const series = found.series.slice(0, COLOURS.length).map(({ series: name, points }, rank): Series => {
    const highest = starts.map((start) =>
      points
        .filter(({ at }) => at.getTime() >= start && at.getTime() < start + width)
        .sort((a, b) => b.numerator * a.denominator - a.numerator * b.denominator)
        .at(0),
    );
    const look = { id: name, label: nameOf(name), colour: COLOURS[rank] ?? 'var(--ink-3)' };
    if (!isShare) return { ...look, values: highest.map((point) => point?.numerator ?? null) };
    return {
      ...look,
      numerators: highest.map((point) => point?.numerator ?? null),
      denominators: highest.map((point) => point?.denominator ?? null),
    };
  });
  const times = firings.length === 1 ? 'once' : `${firings.length} times`;
  return {
    title:
      firings.length === 0
        ? `It would not have fired in the last ${DAYS} days`
        : `It would have fired ${times} in the last ${DAYS} days`,
    axis,
    series,
    unit: isShare ? 'rate' : 'count',
    threshold: limit && {
      value: limit.value,
      label: `alert above ${isShare ? `${threeDigits(limit.value * 100)}%` : threeDigits(limit.value)}`,
    },
    firings: firings.slice(-MOST_LISTED).map((firing) => {
      const measured = rate(firing.numerator, firing.denominator);
      const lasted =
        firing.until === null ? 'still' : duration(firing.until.getTime() - firing.from.getTime());
      return {
        id: `${firing.series} ${firing.from.getTime()}`,
        what: nameOf(firing.series),
        when: `${moment(firing.from, timeZone)}, ${lasted}`,
        much: `${percent(measured.value)}, ${fraction(measured)}`,
      };
    }),
    left: Math.max(0, firings.length - MOST_LISTED),
  };
}

/** `at Gmail`; overall is all mail. */
const nameOf = (series: string): string => seriesSuffix(series, []).replace(/^, /, '') || 'all mail';

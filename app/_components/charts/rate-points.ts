import { elapsed } from '../format/elapsed';
import { exact } from '../format/number';
import { bucketEnd, isRate, type RateSeries, type Series, type TimeAxis } from './time-series';

/** What one point of a rate's line is made of: one bucket, or neighbouring ones where each alone counts too little. */
export interface RatePoint {
  numerator: number;
  denominator: number;
  /** The buckets it is of, and the one it is drawn at. */
  first: number;
  last: number;
  at: number;
}

/** The point that each bucket belongs to; `null` where nothing is known. The last buckets are a full group, where people
 * look first. */
export function ratePoints({ numerators, denominators, joined = 1 }: RateSeries): (RatePoint | null)[] {
  const ahead = (joined - (numerators.length % joined)) % joined;
  const groupOf = (index: number): number => Math.floor((index + ahead) / joined);
  const members = new Map<number, number[]>();
  numerators.forEach((numerator, index) => {
    if (numerator === null) return;
    const group = members.get(groupOf(index));
    if (group) group.push(index);
    else members.set(groupOf(index), [index]);
  });
  const points = new Map([...members].map(([group, of]) => [group, pointOf(of, numerators, denominators)]));
  return numerators.map((numerator, index) =>
    numerator === null ? null : (points.get(groupOf(index)) ?? null),
  );
}

/** What a series says of the time of a bucket: of a rate the value of its point, which may be of more of them. */
export function readingAt(series: Series, index: number): number | null {
  if (!isRate(series)) return series.values[index] ?? null;
  const point = ratePoints(series)[index];
  return point?.denominator ? point.numerator / point.denominator : null;
}

/** 12 / 340: what a rate's value is made of, and in how long, where it is not this bucket's alone. */
export function countsIn(series: Series, index: number, axis: TimeAxis): string | null {
  if (!isRate(series)) return null;
  const point = ratePoints(series)[index];
  const counts = `${exact(point?.numerator ?? 0)} / ${exact(point?.denominator ?? 0)}`;
  if (!point || point.first === point.last) return counts;
  return `${counts} in ${elapsed(bucketEnd(axis, point.last) - (axis.starts[point.first] ?? 0))}`;
}

function pointOf(
  members: readonly number[],
  numerators: RateSeries['numerators'],
  denominators: RateSeries['denominators'],
): RatePoint {
  const sum = (counts: readonly (number | null)[]) =>
    members.reduce((total, index) => total + (counts[index] ?? 0), 0);
  return {
    numerator: sum(numerators),
    denominator: sum(denominators),
    first: members[0] ?? 0,
    last: members[members.length - 1] ?? 0,
    at: members[Math.floor((members.length - 1) / 2)] ?? 0,
  };
}

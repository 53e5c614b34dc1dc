import { delay } from '../format/delay';
import { compact, exact, threeDigits } from '../format/number';
import { percent } from '../format/rate';

/** What a chart's values are: whole events, parts of one, or delays in ms. */
export type Unit = 'count' | 'rate' | 'delay';

/** A vertical axis: from zero to a round number or, of delays, a logarithmic one between two round ones. */
export interface ValueScale {
  top: number;
  /** How far up a value stands, from 0 to 1. */
  share(value: number): number;
  ticks: { value: number; label: string }[];
}

const STEPS = [1, 2, 2.5, 5, 10];
const MOST_TICKS = 4;

export function valueScale(most: number, unit: Unit): ValueScale {
  const rough = (most || (unit === 'rate' ? 0.01 : 1)) / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((size) => size * power >= rough) ?? 10) * power;
  const size = unit === 'count' ? Math.max(1, Math.ceil(step)) : step;
  const count = Math.max(1, Math.ceil(most / size - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, nth) => ({
    value: nth * size,
    label: unit === 'count' ? compact(nth * size) : axisPercent(nth * size),
  }));
  const top = count * size;
  return { top, share: (value) => value / top, ticks };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ROUND_DELAYS = [
  1,
  10,
  100,
  SECOND,
  10 * SECOND,
  MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  24 * HOUR,
  120 * HOUR,
];

/** From the quick to what was tried for days: a delay's size is told by its logarithm. */
export function delayScale(least: number, most: number): ValueScale {
  const first = Math.max(
    0,
    ROUND_DELAYS.findLastIndex((round) => round <= least),
  );
  const last = ROUND_DELAYS.findIndex((round) => round >= most && round > (ROUND_DELAYS[first] ?? 0));
  const ticks = ROUND_DELAYS.slice(first, last < 0 ? undefined : last + 1);
  const [bottom = 1, top = 10] = [ticks[0], ticks.at(-1)];
  const share = (value: number) =>
    Math.min(1, Math.max(0, Math.log(Math.max(value, bottom) / bottom) / Math.log(top / bottom)));
  return { top, share, ticks: ticks.map((value) => ({ value, label: delay(value) })) };
}

const axisPercent = (value: number): string => `${threeDigits(value * 100)}%`;

/** Exact, for tooltips and tables. */
export function fullValue(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  if (unit === 'delay') return delay(value);
  return unit === 'rate' ? percent(value) : exact(value);
}

import { compact, exact, threeDigits } from '../format/number';
import { percent } from '../format/rate';

/** What a chart's values are: whole events, or parts of one. */
export type Unit = 'count' | 'rate';

/** A vertical axis from zero to a round number. */
export interface ValueScale {
  top: number;
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
  return { top: count * size, ticks };
}

const axisPercent = (value: number): string => `${threeDigits(value * 100)}%`;

/** Exact, for tooltips and tables. */
export function fullValue(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  return unit === 'rate' ? percent(value) : exact(value);
}

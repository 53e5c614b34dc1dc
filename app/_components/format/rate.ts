import type { Rate } from '@/lib/queries/rates';
import { exact, threeDigits } from './number';

/** 12.4%, 5.92%, 0.84%, 0.043%: as many decimals as tell something, and never 0% for what is not zero. */
export function percent(value: number | null): string {
  if (value === null) return '–';
  const hundredths = value * 100;
  if (hundredths === 0) return '0%';
  if (hundredths < 0.001) return '<0.001%';
  if (hundredths < 0.1) return `${hundredths.toPrecision(2)}%`;
  if (hundredths > 99.9 && hundredths < 100) return '>99.9%';
  return `${hundredths.toFixed(hundredths < 9.995 ? 2 : hundredths < 100 ? 1 : 0)}%`;
}

/** 1,204 / 20,340 */
export const fraction = ({ numerator, denominator }: Rate): string =>
  `${exact(numerator)} / ${exact(denominator)}`;

/** How far a rate has moved, in percentage points: +3.2 pp. */
export function points(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  const change = (now - before) * 100;
  const size = Math.abs(change);
  if (size < 0.005) return '±0 pp';
  return `${change > 0 ? '+' : '−'}${size.toFixed(size < 1 ? 2 : 1)} pp`;
}

/** Below this a percentage says little. */
const FEW = 50;
export const isLowVolume = ({ denominator }: Rate): boolean => denominator < FEW;

/** 1 : 2.4, with the smaller side as one. */
export function ratio(left: number, right: number): string {
  if (left === 0 || right === 0) return `${exact(left)} : ${exact(right)}`;
  return left < right ? `1 : ${threeDigits(right / left)}` : `${threeDigits(left / right)} : 1`;
}

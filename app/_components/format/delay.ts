import { threeDigits } from './number';

const UNITS: readonly { least: number; ms: number; name: string }[] = [
  { least: 2 * 86_400_000, ms: 86_400_000, name: 'd' },
  { least: 3_600_000, ms: 3_600_000, name: 'h' },
  { least: 60_000, ms: 60_000, name: 'min' },
  { least: 1000, ms: 1000, name: 's' },
  { least: 0, ms: 1, name: 'ms' },
];

/** How long something took, as short as it is exact: 350 ms, 1.2 s, 4.5 min, 2.3 h. */
export function delay(ms: number): string {
  const unit = UNITS.find(({ least }) => ms >= least) ?? UNITS[UNITS.length - 1]!;
  const value = ms / unit.ms;
  return `${value < 10 ? threeDigits(Math.round(value * 10) / 10) : Math.round(value)} ${unit.name}`;
}

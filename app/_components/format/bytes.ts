import { threeDigits } from './number';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 81.9 kB */
export function bytes(count: number): string {
  const power = count === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(count) / 3));
  return `${threeDigits(count / 1000 ** power)} ${UNITS[power]}`;
}

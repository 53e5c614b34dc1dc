// English is written here, not asked of Intl: the server and the browser must write the same.

/** 20,340: in text, tables and tooltips. */
export const exact = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

const LARGE: readonly { least: number; suffix: string }[] = [
  { least: 1e9, suffix: 'G' },
  { least: 1e6, suffix: 'M' },
  { least: 1e3, suffix: 'k' },
];

/** 20.3k: on axes. */
export function compact(value: number): string {
  const unit = LARGE.find(({ least }) => value >= least);
  return unit ? `${threeDigits(value / unit.least)}${unit.suffix}` : threeDigits(value);
}

/** 0.025, 2.5, 250: what is rounded leaves no trailing zeros. */
export const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

/** How much a count has grown: +12%. `null` where there was nothing before. */
export function growth(now: number, before: number): string | null {
  if (before === 0) return null;
  const change = Math.round(((now - before) / before) * 100);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${exact(Math.abs(change))}%`;
}

const UNIT_MS: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
const PARTS = /(\d+(?:\.\d+)?)([wdhms])/g;
const CLOCK = /^(?:(\d+)\+)?(\d+):(\d\d):(\d\d)$/;

/** `3s`, `1m2s`, `0.123s`, `2d3h` in milliseconds. */
export function readDuration(text: string): number | null {
  // Most are short, and plain seconds.
  const seconds = text.length > 1 && text.endsWith('s') ? Number(text.slice(0, -1)) : Number.NaN;
  if (seconds >= 0 && seconds < Number.MAX_SAFE_INTEGER) return Math.round(seconds * 1000);
  let total: number | null = null;
  for (const [, amount, unit] of text.matchAll(PARTS))
    total = (total ?? 0) + Number(amount) * UNIT_MS[unit!]!;
  return total === null ? null : Math.round(total);
}

/** `00:00:07`, `2+03:04:05` (two days) in milliseconds. */
export function readClock(text: string): number | null {
  const [, days = '0', hours, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return null;
  return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

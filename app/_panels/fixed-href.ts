import { DEFAULT_RANGE, readTimeRange } from '@/lib/queries/time-range';

/** What a page's address means beyond its range and its filters, as far as a link keeps it. */
const KEPT = ['filter', 'by', 'rows', 'compare'];

/** A page's address that says its time: as it is now for good, or a stretch that ends whenever it is looked at. */
export function fixedHref(href: string, time: 'fixed' | 'moving', now: Date, timeZone: string): string {
  const { pathname, searchParams } = new URL(href, 'http://ours.invalid');
  const said = (key: string) => searchParams.get(key);
  const { from, to, relative } = readTimeRange(
    Object.fromEntries(['range', 'from', 'to'].flatMap((key) => (said(key) ? [[key, said(key)]] : []))),
    now,
    timeZone,
  );
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000);
  const kept = KEPT.flatMap((key) => (said(key) ? [[key, said(key) ?? '']] : []));
  const range =
    time === 'fixed'
      ? [
          ['from', from.toISOString()],
          ['to', to.toISOString()],
        ]
      : [['range', relative ?? (minutes > 0 ? `${minutes}m` : DEFAULT_RANGE)]];
  return `${pathname}?${new URLSearchParams([...range, ...kept])}`;
}

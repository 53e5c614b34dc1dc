const RANGE_KEYS = ['range', 'from', 'to'];

/** A link within the dashboard that keeps the range one is looking at. */
export function carryRange(href: string, query: { get(key: string): string | null }): string {
  const kept = new URLSearchParams();
  for (const key of RANGE_KEYS) {
    const value = query.get(key);
    if (value) kept.set(key, value);
  }
  const text = kept.toString();
  return text ? `${href}?${text}` : href;
}

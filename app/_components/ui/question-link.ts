const CARRIED = ['range', 'from', 'to', 'compare', 'refresh', 'filter'];

/** A link within the dashboard that keeps the range one is looking at and what it was narrowed to. */
export function carryQuestion(href: string, query: { get(key: string): string | null }): string {
  const kept = new URLSearchParams();
  for (const key of CARRIED) {
    const value = query.get(key);
    if (value) kept.set(key, value);
  }
  const text = kept.toString();
  return text ? `${href}${href.includes('?') ? '&' : '?'}${text}` : href;
}

/** What events can be told apart by, in the order in which people are offered it. */
export const FILTER_DIMENSIONS = [
  'provider',
  'destination',
  'code',
  'category',
  'subject',
  'outcome',
  'sending-domain',
  'sending-ip',
  'pool',
  'stream',
  'source',
] as const;
export type FilterDimension = (typeof FILTER_DIMENSIONS)[number];

/** One condition of a page. Values of one dimension are alternatives; different dimensions must all hold. */
export interface Filter {
  dimension: FilterDimension;
  value: string;
  excluded: boolean;
}

/** As many as a page can show, and a statement can hold without a thought. */
const MOST_FILTERS = 20;
const LONGEST_VALUE = 253;

/** `provider:gmail,-code:5.7.26`: what the URL says. What is no filter is left out. */
export function readFilters(text: string | null | undefined): Filter[] {
  const filters = (text ?? '').split(',').flatMap((part) => readFilter(part) ?? []);
  return filters.filter((one, at) => filters.findIndex(isSame(one)) === at).slice(0, MOST_FILTERS);
}

function readFilter(part: string): Filter | null {
  const [, minus, name, escaped = ''] = /^(-?)([a-z-]+):(.+)$/s.exec(part) ?? [];
  const dimension = FILTER_DIMENSIONS.find((one) => one === name);
  const value = unescaped(escaped);
  if (!dimension || value === null || value.length > LONGEST_VALUE) return null;
  return { dimension, value, excluded: minus === '-' };
}

/** Commas part filters, so they are escaped in values, and so is what escapes them. */
const escapeValue = (value: string): string => value.replace(/[%,]/g, encodeURIComponent);
function unescaped(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null; // A half escape: somebody wrote the URL by hand.
  }
}

/** `null` where there is nothing to say. */
export function writeFilters(filters: readonly Filter[]): string | null {
  const parts = filters.map(
    ({ dimension, value, excluded }) => `${excluded ? '-' : ''}${dimension}:${escapeValue(value)}`,
  );
  return parts.length > 0 ? parts.join(',') : null;
}

const isSame =
  (one: Filter) =>
  (other: Filter): boolean =>
    one.dimension === other.dimension && one.value === other.value;

/** Asked for what is asked for already, a filter goes away; asked for the opposite, it turns. */
export function toggled(filters: readonly Filter[], filter: Filter): Filter[] {
  const others = filters.filter((one) => !isSame(filter)(one));
  const known = filters.find(isSame(filter));
  return known?.excluded === filter.excluded ? others : [...others, filter];
}

import { OF_COUNTS, OF_EVENTS } from '../queries/range-questions';

/** What pages ask for each bucket or label set by a look of its own is quickest on one server, and refused by several:
 * docs/scale.md says so. Whatever else is asked keeps to what they take. */
export const OF_PAGES: ReadonlySet<string> = new Set([
  ...Object.keys({ ...OF_COUNTS, ...OF_EVENTS }).map((name) => name.replace(/,.*/, '')),
  ...['data-extent', 'kept-since', 'newest-failures', 'unclassified-clusters'],
]);

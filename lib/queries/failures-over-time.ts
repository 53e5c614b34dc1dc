import type { Db } from '@/lib/db';
import { type Answer, addTo, answersOverTime, eventsOf, isRefusal } from './answers-over-time';
import type { Scope } from './scope';

/** What failures can be told apart by. */
export const FAILURE_DIMENSIONS = ['code', 'category', 'subject', 'provider'] as const;
export type FailureDimension = (typeof FAILURE_DIMENSIONS)[number];

/** Events of one series in one bucket. `key` is `null` for all but the largest series, together. */
export interface FailureCount {
  at: number;
  key: string | null;
  /** The category of most of the series' events. */
  category: string | null;
  events: number;
}

export const NO_CODE = 'no code';
const MOST_SERIES = 8;

/** A failure without an enhanced code is shown by its reply code, one without either by neither. */
const KEYS: Record<FailureDimension, (answer: Answer) => string> = {
  code: ({ statusCode, replyCode }) => statusCode ?? (replyCode === null ? NO_CODE : String(replyCode)),
  category: ({ category }) => category ?? 'unclassified',
  subject: ({ statusCode }) => (statusCode === null ? NO_CODE : `X.${statusCode.split('.')[1] ?? ''}`),
  provider: ({ provider }) => provider,
};

interface Series {
  key: string;
  events: number;
  categories: Map<string | null, number>;
  buckets: Map<number, number>;
}

/**
 * Refused attempts, deferrals included, bucket by bucket: the `series` largest by name, the rest as one.
 * @param answers where they have been asked for already.
 */
export async function failuresOverTime(
  db: Db,
  scope: Scope,
  dimension: FailureDimension,
  answers = answersOverTime(db, scope),
  series = MOST_SERIES,
): Promise<FailureCount[]> {
  const all = new Map<string, Series>();
  for (const answer of (await answers).filter(isRefusal)) {
    const key = KEYS[dimension](answer);
    const one = all.get(key) ?? { key, events: 0, categories: new Map(), buckets: new Map() };
    all.set(key, one);
    const events = eventsOf(answer);
    one.events += events;
    one.categories.set(answer.category, (one.categories.get(answer.category) ?? 0) + events);
    addTo(one.buckets, answer);
  }
  const bySize = [...all.values()].sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1));
  const rest = new Map<number, number>();
  for (const { buckets } of bySize.slice(series))
    for (const [at, events] of buckets) rest.set(at, (rest.get(at) ?? 0) + events);
  return [
    ...bySize.slice(0, series).flatMap((one) => countsOf(one.buckets, one.key, mostOf(one.categories))),
    ...countsOf(rest, null, null),
  ];
}

const countsOf = (
  buckets: Map<number, number>,
  key: string | null,
  category: string | null,
): FailureCount[] =>
  [...buckets].sort(([a], [b]) => a - b).map(([at, events]) => ({ at, key, category, events }));

/** Of equals the first in the alphabet; none only where there is no other. */
const mostOf = (categories: Map<string | null, number>): string | null =>
  [...categories].sort(
    ([a, some], [b, others]) =>
      others - some || Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1),
  )[0]?.[0] ?? null;

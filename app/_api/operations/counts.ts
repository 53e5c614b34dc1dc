import { z } from 'zod';
import { FAILURE_DIMENSIONS, failuresOverTime } from '@/lib/queries/failures-over-time';
import { FILTER_DIMENSIONS } from '@/lib/queries/filter';
import { filterValues } from '@/lib/queries/filter-values';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { talliesByProviderOverTime } from '@/lib/queries/tallies-by-provider-over-time';
import { addTallies, EMPTY_TALLY, type Tally } from '@/lib/queries/tally';
import { bucketStarts } from '@/lib/queries/time-range';
import { totalTally } from '@/lib/queries/total-tally';
import { RANGE_EXAMPLE, Range, SCOPE_QUERY, scopeOf, shownRange, Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { ShownTally, shownTally, TALLY_EXAMPLE } from '../shown-tally';

const ScopeQuery = z.strictObject(SCOPE_QUERY);
const Provider = z.string().meta({ description: 'A mailbox provider, or other: hosts that none claims' });

const tally = operation({
  id: 'getTally',
  method: 'GET',
  path: '/tally',
  group: 'Counts',
  needs: 'viewer',
  summary: 'What became of the attempts of a range',
  query: ScopeQuery,
  answer: z.strictObject({ range: Range, tally: ShownTally }),
  example: { range: RANGE_EXAMPLE, tally: TALLY_EXAMPLE },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    return { range: shownRange(scope.range), tally: shownTally(await totalTally(db, scope)) };
  },
});

const providers = operation({
  id: 'listProviders',
  method: 'GET',
  path: '/providers',
  group: 'Counts',
  needs: 'viewer',
  summary: 'The same for each mailbox provider, the largest first',
  query: ScopeQuery,
  answer: z.strictObject({
    range: Range,
    data: z.array(z.strictObject({ provider: Provider, tally: ShownTally })),
  }),
  example: { range: RANGE_EXAMPLE, data: [{ provider: 'gmail', tally: TALLY_EXAMPLE }] },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const found = await talliesByProvider(db, scope);
    const data = found.map(({ provider, tally }) => ({ provider, tally: shownTally(tally) }));
    return { range: shownRange(scope.range), data };
  },
});

const Bucket = z.strictObject({ at: Time, tally: ShownTally });

const series = operation({
  id: 'getSeries',
  method: 'GET',
  path: '/series',
  group: 'Counts',
  needs: 'viewer',
  summary: 'What became of the attempts, bucket by bucket',
  description: 'Every bucket of the range is there, in order; at most 200.',
  query: z.strictObject({
    ...SCOPE_QUERY,
    by: z
      .enum(['all', 'provider'])
      .default('all')
      .meta({ description: 'One series, or one for each provider' }),
  }),
  answer: z.strictObject({
    range: Range,
    data: z.array(z.strictObject({ provider: Provider.nullable(), buckets: z.array(Bucket) })),
  }),
  example: {
    range: RANGE_EXAMPLE,
    data: [{ provider: null, buckets: [{ at: RANGE_EXAMPLE.from, tally: TALLY_EXAMPLE }] }],
  },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const byProvider = await talliesByProviderOverTime(db, scope);
    const buckets = (tallyAt: (at: number) => Tally) =>
      bucketStarts(scope.range).map((at) => ({ at: time(at), tally: shownTally(tallyAt(at)) }));
    const all = [...byProvider.values()];
    const data =
      query.by === 'all'
        ? [{ provider: null, buckets: buckets((at) => addTallies(all.flatMap((one) => one.get(at) ?? []))) }]
        : [...byProvider].map(([provider, tallies]) => ({
            ...{ provider, buckets: buckets((at) => tallies.get(at) ?? EMPTY_TALLY) },
          }));
    return { range: shownRange(scope.range), data };
  },
});

const failures = operation({
  id: 'getFailureSeries',
  method: 'GET',
  path: '/series/failures',
  group: 'Counts',
  needs: 'viewer',
  summary: 'Refused attempts, deferrals included, bucket by bucket',
  description:
    'A bucket without any is absent. All but the largest series are together one, whose key is null.',
  query: z.strictObject({
    ...SCOPE_QUERY,
    by: z.enum(FAILURE_DIMENSIONS).default('code').meta({ description: 'What series are told apart by' }),
    series: z.coerce.number().int().min(1).max(50).default(8).meta({ description: 'How many by name' }),
  }),
  answer: z.strictObject({
    range: Range,
    data: z.array(
      z.strictObject({
        key: z.string().nullable(),
        category: z.string().nullable().meta({ description: 'Of most of its events' }),
        buckets: z.array(z.strictObject({ at: Time, events: z.number() })),
      }),
    ),
  }),
  example: {
    range: RANGE_EXAMPLE,
    data: [{ key: '5.7.26', category: 'authentication', buckets: [{ at: RANGE_EXAMPLE.from, events: 12 }] }],
  },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const counts = await failuresOverTime(db, scope, query.by, undefined, query.series);
    const keys = new Map<
      string | null,
      { category: string | null; buckets: { at: string; events: number }[] }
    >();
    for (const { at, key, category, events } of counts) {
      const known = keys.get(key) ?? { category, buckets: [] };
      keys.set(key, known);
      known.buckets.push({ at: time(at), events });
    }
    return { range: shownRange(scope.range), data: [...keys].map(([key, one]) => ({ key, ...one })) };
  },
});

const values = operation({
  id: 'listValues',
  method: 'GET',
  path: '/values',
  group: 'Counts',
  needs: 'viewer',
  summary: 'What was seen of a dimension, the most frequent first: what filters can name',
  query: z.strictObject({
    ...SCOPE_QUERY,
    dimension: z.enum(FILTER_DIMENSIONS),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  answer: z.strictObject({
    range: Range,
    data: z.array(z.strictObject({ value: z.string(), events: z.number() })),
  }),
  example: { range: RANGE_EXAMPLE, data: [{ value: 'news.example.com', events: 10_004 }] },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const data = await filterValues(db, scope, query.dimension, query.limit);
    return { range: shownRange(scope.range), data };
  },
});

export const COUNTS: readonly Operation[] = [tally, providers, series, failures, values];

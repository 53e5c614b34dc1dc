import type { Db } from '@/lib/db';
import { answersOverTime } from './answers-over-time';
import type { Scope } from './scope';
import { addEvents, EMPTY_TALLY, type Tally } from './tally';

/**
 * What became of the attempts at each provider, bucket by bucket. A bucket without events is absent.
 * @param answers where they have been asked for already.
 */
export async function talliesByProviderOverTime(
  db: Db,
  scope: Scope,
  answers = answersOverTime(db, scope),
): Promise<Map<string, Map<number, Tally>>> {
  const byProvider = new Map<string, Map<number, Tally>>();
  for (const answer of await answers) {
    const buckets = byProvider.get(answer.provider) ?? new Map<number, Tally>();
    byProvider.set(answer.provider, buckets);
    for (const [index, at] of answer.starts.entries()) {
      const tally = buckets.get(at) ?? { ...EMPTY_TALLY };
      addEvents(tally, answer, answer.counts[index] ?? 0);
      buckets.set(at, tally);
    }
  }
  return new Map(
    [...byProvider].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => [name, inOrder(all)]),
  );
}

const inOrder = (buckets: Map<number, Tally>) => new Map([...buckets].sort(([a], [b]) => a - b));

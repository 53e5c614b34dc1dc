import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { rollupsOverTime } from './counts-within';
import { OTHER_PROVIDER, type Scope } from './scope';

/** What became of attempts, who answered and what, and how often in which bucket. Several may say the same. */
export interface Answer {
  outcome: string;
  provider: string;
  statusCode: string | null;
  replyCode: number | null;
  category: string | null;
  bounceType: string | null;
  enforcement: boolean;
  /** Which rule decided. */
  rule: string;
  /** Beginnings of the buckets that have any, ms since the epoch, and the events of each. */
  starts: number[];
  counts: number[];
}

/**
 * Every answer, bucket by bucket: some hundreds of series. Most charts of a page tell the same counts apart in their
 * own way, so a page asks for them once.
 */
export async function answersOverTime(db: Db, scope: Scope): Promise<Answer[]> {
  // Numbers in one text, since lists of them take ten times as long to read.
  const rows = await db.$queryRaw<
    (Omit<Answer, 'starts' | 'counts'> & Record<'starts' | 'counts', string>)[]
  >(Prisma.sql`
    SELECT l.outcome AS "outcome", coalesce(l.provider, ${OTHER_PROVIDER}) AS "provider", l.status_code AS "statusCode",
      l.reply_code AS "replyCode", l.category AS "category", l.bounce_type AS "bounceType",
      l.enforcement AS "enforcement", l.rule AS "rule", string_agg(r.at::int8::text, ' ') AS "starts",
      string_agg(r.events::int8::text, ' ') AS "counts"
    FROM ${rollupsOverTime(scope)}
    GROUP BY l.id`);
  return rows.map((row) => ({ ...row, starts: numbers(row.starts), counts: numbers(row.counts) }));
}

const numbers = (text: string): number[] => text.split(' ').map(Number);

export const isRefusal = ({ outcome }: Answer): boolean => outcome === 'bounced' || outcome === 'deferred';

export const eventsOf = ({ counts }: Answer): number => counts.reduce((sum, count) => sum + count, 0);

/** Adds the buckets of an answer to those of others. */
export function addTo(buckets: Map<number, number>, { starts, counts }: Answer): void {
  for (const [index, at] of starts.entries()) buckets.set(at, (buckets.get(at) ?? 0) + (counts[index] ?? 0));
}

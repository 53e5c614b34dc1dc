import type { Db } from '@/lib/db';

export interface EventTotal {
  provider: string;
  outcome: string;
  category: string;
  code: string;
  events: number;
}

/** How many kinds are told apart; what is rarer is `other`. */
const MOST_KINDS = 500;

/** Everything that was recorded from a day on until another, by provider, outcome, category and code. */
export async function eventTotals(db: Db, from: Date | null, until: Date | null): Promise<EventTotal[]> {
  return db.$queryRaw<EventTotal[]>`
    WITH counted AS (
      SELECT label_set_id, sum(events::float8) AS events FROM rollup
      WHERE bucket_minutes = 1440
        AND (${from}::timestamptz IS NULL OR bucket_at >= ${from}::timestamptz)
        AND (${until}::timestamptz IS NULL OR bucket_at < ${until}::timestamptz)
      GROUP BY 1
    )
    SELECT coalesce(l.provider, 'other') AS "provider", l.outcome AS "outcome", coalesce(l.category, '') AS "category",
      CASE WHEN l.outcome IN ('bounced', 'deferred') THEN coalesce(l.status_code, l.reply_code::text, '') ELSE '' END AS "code",
      sum(counted.events) AS "events"
    FROM counted JOIN label_set l ON l.id = counted.label_set_id
    GROUP BY 1, 2, 3, 4 ORDER BY "events" DESC, 1, 2, 3, 4`;
}

/** The most frequent kinds; all others of a provider and outcome are one. */
export function boundedTotals(totals: readonly EventTotal[]): EventTotal[] {
  const rest = new Map<string, EventTotal>();
  for (const { provider, outcome, events } of totals.slice(MOST_KINDS)) {
    const known = rest.get(`${provider} ${outcome}`);
    if (known) known.events += events;
    else rest.set(`${provider} ${outcome}`, { provider, outcome, category: 'other', code: 'other', events });
  }
  return [...totals.slice(0, MOST_KINDS), ...rest.values()];
}

import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import type { GroupName } from './alert-group';
import { reachOfSources, withinReach } from './alert-reach';
import type { Tally } from './tally';

/** What alert rates are made of: a tally, and the refusals by their cause. */
export interface AlertCounts extends Tally {
  /** Bounces because there is no such mailbox. */
  unknownUsers: number;
  /** Refusals, deferrals included, of this sender rather than of the message or the recipient. */
  blocked: number;
}
export type CountName = keyof AlertCounts;

/** The label sets (`l`) that each count is a sum of. */
export const COUNTED: Record<CountName, Prisma.Sql> = {
  delivered: Prisma.sql`l.outcome = 'delivered'`,
  deferred: Prisma.sql`l.outcome = 'deferred'`,
  bounced: Prisma.sql`l.outcome = 'bounced'`,
  hardBounced: Prisma.sql`l.outcome = 'bounced' AND l.bounce_type = 'hard'`,
  complained: Prisma.sql`l.outcome = 'complained'`,
  enforcement: Prisma.sql`l.enforcement AND l.outcome IN ('bounced', 'deferred')`,
  addressFailures: Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.1.%'`,
  mailboxFailures: Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.2.%'`,
  policyFailures: Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.7.%'`,
  unknownUsers: Prisma.sql`l.outcome = 'bounced' AND l.category = 'invalid-address'`,
  blocked: Prisma.sql`l.outcome IN ('bounced', 'deferred') AND l.category IN ('blocklist', 'policy')`,
};

/** What counts can be grouped by, and where (label set `l`, source `s`) it stands. Values that share a bin because
 * there are too many of them are no series. */
export const GROUPS: Record<GroupName, Prisma.Sql> = {
  overall: Prisma.sql`''`,
  provider: Prisma.sql`l.provider`,
  'sending-domain': Prisma.sql`nullif(l.sending_domain, '(other)')`,
  'sending-ip': Prisma.sql`nullif(l.sending_ip, '(other)')`,
  pool: Prisma.sql`nullif(l.pool, '(other)')`,
  source: Prisma.sql`s.name`,
};

export interface GroupCounts extends AlertCounts {
  group: GroupName;
  /** Empty: overall. */
  value: string;
  /** How far the sources that contributed are known, ms since the epoch. */
  at: number;
}

/** What became of the attempts of the last `windowMinutes` that are known, by every grouping at once. */
export async function alertCounts(db: Db, now: Date, windowMinutes: number): Promise<GroupCounts[]> {
  const groups = Object.entries(GROUPS).map(([name, value]) => Prisma.sql`(${name}, ${value})`);
  const sums = Object.entries(COUNTED).map(
    ([name, condition]) =>
      Prisma.sql`coalesce(sum(counted.events) FILTER (WHERE ${condition}), 0) AS ${Prisma.raw(`"${name}"`)}`,
  );
  return db.$queryRaw<GroupCounts[]>(Prisma.sql`
    WITH s AS (${reachOfSources(now, windowMinutes)}),
    counted AS (
      SELECT r.source_id, r.label_set_id, sum(r.events::float8) AS events
      FROM s JOIN rollup r ON ${withinReach(windowMinutes)}
      GROUP BY r.source_id, r.label_set_id
    )
    SELECT g.name AS "group", g.value AS "value",
           extract(epoch FROM max(s.at))::float8 * 1000 AS "at", ${Prisma.join(sums)}
    FROM counted
    JOIN label_set l ON l.id = counted.label_set_id
    JOIN s ON s.id = counted.source_id
    CROSS JOIN LATERAL (VALUES ${Prisma.join(groups)}) AS g (name, value)
    WHERE g.value IS NOT NULL
    GROUP BY g.name, g.value`);
}

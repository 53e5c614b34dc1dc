import { Prisma } from '@/prisma/generated/client';
import type { GroupName } from './alert-group';
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
export const COUNT_NAMES = Object.keys(COUNTED) as readonly CountName[];

/** What counts can be grouped by, and where it stands in a label set `l`. Values that share a bin because there are
 * too many of them are no series. */
const LABEL_GROUPS: Record<Exclude<GroupName, 'overall' | 'source'>, Prisma.Sql> = {
  provider: Prisma.sql`l.provider`,
  'sending-domain': Prisma.sql`nullif(l.sending_domain, '(other)')`,
  'sending-ip': Prisma.sql`nullif(l.sending_ip, '(other)')`,
  pool: Prisma.sql`nullif(l.pool, '(other)')`,
  stream: Prisma.sql`nullif(l.campaign, '(other)')`,
};
export const LABEL_GROUP_NAMES = Object.keys(LABEL_GROUPS) as (keyof typeof LABEL_GROUPS)[];

/** The same with the source `s`. */
export const GROUPS: Record<GroupName, Prisma.Sql> = {
  overall: Prisma.sql`''`,
  ...LABEL_GROUPS,
  source: Prisma.sql`s.name`,
};

import { Prisma } from '@/prisma/generated/client';

/** The counts that every rate is made of. */
export interface Tally {
  delivered: number;
  deferred: number;
  bounced: number;
  /** Bounces whose refusal was permanent. */
  hardBounced: number;
  complained: number;
  /** Refusals, deferrals included, for unmet sender requirements. */
  enforcement: number;
  /** Permanent failures by the subject of their status code: 5.1.x, 5.2.x, 5.7.x. */
  addressFailures: number;
  mailboxFailures: number;
  policyFailures: number;
}

export const EMPTY_TALLY: Tally = {
  delivered: 0,
  deferred: 0,
  bounced: 0,
  hardBounced: 0,
  complained: 0,
  enforcement: 0,
  addressFailures: 0,
  mailboxFailures: 0,
  policyFailures: 0,
};

const events = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce(sum(r.events) FILTER (WHERE ${condition}), 0)::float8`;

/** The columns of a tally over `rollup r JOIN label_set l`. */
export const tallyColumns = Prisma.sql`
  ${events(Prisma.sql`l.outcome = 'delivered'`)} AS "delivered",
  ${events(Prisma.sql`l.outcome = 'deferred'`)} AS "deferred",
  ${events(Prisma.sql`l.outcome = 'bounced'`)} AS "bounced",
  ${events(Prisma.sql`l.outcome = 'bounced' AND l.bounce_type = 'hard'`)} AS "hardBounced",
  ${events(Prisma.sql`l.outcome = 'complained'`)} AS "complained",
  ${events(Prisma.sql`l.enforcement AND l.outcome IN ('bounced', 'deferred')`)} AS "enforcement",
  ${events(Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.1.%'`)} AS "addressFailures",
  ${events(Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.2.%'`)} AS "mailboxFailures",
  ${events(Prisma.sql`l.outcome = 'bounced' AND l.status_code LIKE '5.7.%'`)} AS "policyFailures"`;

const COUNTS = Object.keys(EMPTY_TALLY) as (keyof Tally)[];

export function addTallies(tallies: Iterable<Tally>): Tally {
  const sum = { ...EMPTY_TALLY };
  for (const tally of tallies) {
    for (const key of COUNTS) sum[key] += tally[key];
  }
  return sum;
}

/** What an answer is counted as: the same as `tallyColumns` say. */
export function addEvents(
  tally: Tally,
  { outcome, bounceType, enforcement, statusCode }: Counted,
  events: number,
): void {
  if (outcome === 'delivered') tally.delivered += events;
  if (outcome === 'complained') tally.complained += events;
  if (outcome === 'deferred') tally.deferred += events;
  if (enforcement && (outcome === 'bounced' || outcome === 'deferred')) tally.enforcement += events;
  if (outcome !== 'bounced') return;
  tally.bounced += events;
  if (bounceType === 'hard') tally.hardBounced += events;
  const subject = SUBJECTS.find(([prefix]) => statusCode?.startsWith(prefix))?.[1];
  if (subject) tally[subject] += events;
}

interface Counted {
  outcome: string;
  bounceType: string | null;
  enforcement: boolean;
  statusCode: string | null;
}

const SUBJECTS = [
  ['5.1.', 'addressFailures'],
  ['5.2.', 'mailboxFailures'],
  ['5.7.', 'policyFailures'],
] as const;

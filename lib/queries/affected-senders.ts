import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';
import { sumsWithin } from './counts-within';
import type { Scope } from './scope';
import { type Tally, tallyColumns } from './tally';

/** What mail is sent as and from. */
export const SENDER_DIMENSIONS = ['domain', 'ip'] as const;
export type SenderDimension = (typeof SENDER_DIMENSIONS)[number];

const COLUMNS: Record<SenderDimension, Prisma.Sql> = {
  domain: Prisma.sql`l.sending_domain`,
  ip: Prisma.sql`l.sending_ip`,
};

export interface AffectedSender {
  sender: string;
  tally: Tally;
}

/** Sending domains or addresses, those with the most failures first. Records that name none are left out. */
export async function affectedSenders(
  db: Db,
  scope: Scope,
  dimension: SenderDimension,
  limit = 10,
): Promise<AffectedSender[]> {
  const rows = await db.$queryRaw<(Tally & { sender: string })[]>(Prisma.sql`
    SELECT ${COLUMNS[dimension]} AS "sender", ${tallyColumns}
    FROM ${sumsWithin(scope, 'sender')} AND ${COLUMNS[dimension]} IS NOT NULL
    GROUP BY 1
    ORDER BY coalesce(sum(r.events) FILTER (WHERE l.outcome IN ('bounced', 'deferred')), 0) DESC, 1 LIMIT ${limit}`);
  return rows.map(({ sender, ...tally }) => ({ sender, tally }));
}

import type { Db } from '@/lib/db';
import type { KnownOfAddress } from '@/lib/suppression/audit-verdict';
import type { Prisma } from '@/prisma/generated/client';

/** In ms. PostgreSQL ends the question after a minute; Prisma is not to end it before. */
const TRANSACTION = { timeout: 70_000 };

export interface Known extends KnownOfAddress {
  recipientHash: bigint;
  reason: string | null;
  provider: string | null;
  replyCode: number | null;
  statusCode: string | null;
  rule: string | null;
}

/** Whoever holds it reads events through; the number is of this question alone. */
export const AUDIT_LOCK = 5_721_005;

/** A store of so many events that a minute is not enough. */
export class AuditTakesLong extends Error {
  constructor() {
    super(
      'Reading the events through took more than a minute. Send it again when less mail is being recorded; with a smaller BOUNCEBOARD_EVENT_DAYS there are fewer to read.',
    );
  }
}

/**
 * What is known of many addresses? Events are read through once for all of them, so a question about a hundred thousand
 * costs as much as about one, and is answered one at a time. @returns null: another is being answered.
 * @throws AuditTakesLong
 */
export async function suppressionAudit(
  db: Db,
  hashes: readonly bigint[],
  mostSeconds = 60,
): Promise<Known[] | null> {
  try {
    return await db.$transaction(async (tx) => {
      const [lock] = await tx.$queryRaw<[{ held: boolean }]>`
        SELECT pg_try_advisory_xact_lock(${AUDIT_LOCK}) AS held,
               set_config('statement_timeout', ${`${mostSeconds}s`}, true)`;
      return lock.held ? knownOf(tx, hashes) : null;
    }, TRANSACTION);
  } catch (error) {
    throw QUERY_CANCELED.test((error as Error).message) ? new AuditTakesLong() : error;
  }
}

/** As PostgreSQL says it through Prisma (appendix A: query_canceled). */
const QUERY_CANCELED = /57014|statement timeout/;

async function knownOf(tx: Prisma.TransactionClient, hashes: readonly bigint[]): Promise<Known[]> {
  return tx.$queryRaw<Known[]>`
    WITH asked AS (
      SELECT DISTINCT hash FROM unnest(${hashes}::bigint[]) AS given (hash)
    ), held AS (
      SELECT DISTINCT ON (p.recipient_hash) p.recipient_hash, p.state, p.reason, p.since
        FROM asked JOIN suppression p ON p.recipient_hash = asked.hash
       ORDER BY p.recipient_hash, p.state = 'suppressed' DESC, p.state = 'reinstated' DESC
    ), seen AS (
      SELECT e.recipient_hash,
             max(e.at) FILTER (WHERE l.outcome = 'delivered') AS delivered_at,
             max(e.at) FILTER (WHERE l.outcome = 'bounced') AS bounced_at,
             (max(ARRAY[date_part('epoch', e.at)::float8, e.label_set_id::float8])
               FILTER (WHERE l.outcome = 'bounced'))[2]::int AS label_set_id
        FROM asked JOIN event e ON e.recipient_hash = asked.hash JOIN label_set l ON l.id = e.label_set_id
       WHERE l.outcome IN ('delivered', 'bounced')
       GROUP BY 1
    )
    SELECT asked.hash AS "recipientHash", held.state, held.reason, held.since,
           seen.delivered_at AS "deliveredAt", seen.bounced_at AS "bouncedAt",
           l.category, l.provider, l.reply_code AS "replyCode", l.status_code AS "statusCode", l.rule
      FROM asked
      LEFT JOIN held ON held.recipient_hash = asked.hash
      LEFT JOIN seen ON seen.recipient_hash = asked.hash
      LEFT JOIN label_set l ON l.id = seen.label_set_id`;
}

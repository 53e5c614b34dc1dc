import type { Db } from '@/lib/db';
import { Prisma } from '@/prisma/generated/client';

export interface SuppressionSearch {
  /** `any`: either of them. */
  state: 'suppressed' | 'reinstated' | 'any';
  reason: string | null;
  domain: string | null;
  recipientHash: bigint | null;
}

export interface SuppressionRow {
  workspaceId: number;
  recipientHash: bigint;
  recipient: string;
  state: string;
  reason: string | null;
  /** When it came to stand so. */
  at: Date;
  faults: number;
  lastFaultAt: Date | null;
  deliveredAt: Date | null;
  handBy: string | null;
  handNote: string | null;
  diagnostic: string | null;
  provider: string | null;
  replyCode: number | null;
  statusCode: string | null;
  rule: string | null;
}

/** Behind which row the next page begins. */
export type SuppressionPlace = Pick<SuppressionRow, 'at' | 'workspaceId' | 'recipientHash'>;

const AT = Prisma.sql`coalesce(p.since, p.hand_at, p.changed_at)`;

/** Of a suppression `p`, and the label set `l` of the event that decided. */
export const SUPPRESSION_COLUMNS = Prisma.sql`
  p.workspace_id AS "workspaceId", p.recipient_hash AS "recipientHash", p.recipient, p.state, p.reason,
  ${AT} AS at, p.faults, p.last_fault_at AS "lastFaultAt",
  p.delivered_at AS "deliveredAt", p.hand_by AS "handBy", p.hand_note AS "handNote", p.diagnostic,
  l.provider, l.reply_code AS "replyCode", l.status_code AS "statusCode", l.rule`;

/** By when it came to stand so. Of what is suppressed `since` is set, and the index is in its order. */
const ORDERS: Record<SuppressionSearch['state'], Prisma.Sql> = {
  suppressed: Prisma.sql`p.since`,
  reinstated: Prisma.sql`p.hand_at`,
  any: AT,
};

/** Who is suppressed, or was reinstated? The latest first. */
export async function suppressionList(
  db: Db,
  search: SuppressionSearch,
  after: SuppressionPlace | null,
  limit: number,
): Promise<SuppressionRow[]> {
  const { state, reason, domain, recipientHash } = search;
  const at = ORDERS[state];
  const conditions = [
    state === 'any' ? Prisma.sql`p.state IN ('suppressed', 'reinstated')` : Prisma.sql`p.state = ${state}`,
    ...(reason === null ? [] : [Prisma.sql`p.reason = ${reason}`]),
    ...(domain === null ? [] : [Prisma.sql`p.domain = ${domain}`]),
    ...(recipientHash === null ? [] : [Prisma.sql`p.recipient_hash = ${recipientHash}::bigint`]),
    ...(after === null
      ? []
      : [
          Prisma.sql`(${at}, p.workspace_id, p.recipient_hash)
            < (${after.at}::timestamptz, ${after.workspaceId}::int, ${after.recipientHash}::bigint)`,
        ]),
  ];
  return db.$queryRaw<SuppressionRow[]>`
    SELECT ${SUPPRESSION_COLUMNS} FROM suppression p LEFT JOIN label_set l ON l.id = p.decided_label_set_id
     WHERE ${Prisma.join(conditions, ' AND ')}
     ORDER BY ${at} DESC, p.workspace_id DESC, p.recipient_hash DESC LIMIT ${limit}`;
}

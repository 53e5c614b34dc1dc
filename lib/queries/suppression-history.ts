import type { Db } from '@/lib/db';
import { SUPPRESSION_COLUMNS, type SuppressionRow } from './suppression-list';

export interface SuppressionFault {
  at: Date;
  kind: string;
  provider: string | null;
  replyCode: number | null;
  statusCode: string | null;
  rule: string;
  diagnostic: string | null;
  source: string;
}

export interface SuppressionHistory {
  suppression: SuppressionRow;
  /** The latest first. */
  faults: SuppressionFault[];
  changes: { at: Date; state: string; reason: string | null; by: string | null; note: string | null }[];
}

const MOST_FAULTS = 50;
const MOST_CHANGES = 100;

/** Why does it stand so, and how did it come to that? */
export async function suppressionHistory(
  db: Db,
  workspaceId: number,
  recipientHash: bigint,
): Promise<SuppressionHistory | null> {
  const [suppression] = await db.$queryRaw<SuppressionRow[]>`
    SELECT ${SUPPRESSION_COLUMNS} FROM suppression p LEFT JOIN label_set l ON l.id = p.decided_label_set_id
     WHERE p.workspace_id = ${workspaceId}::int AND p.recipient_hash = ${recipientHash}::bigint`;
  if (!suppression) return null;
  const faults = await db.$queryRaw<SuppressionFault[]>`
    SELECT f.at, f.kind, l.provider, l.reply_code AS "replyCode", l.status_code AS "statusCode", l.rule, f.diagnostic,
           s.name AS source
      FROM recipient_fault f JOIN source s ON s.id = f.source_id JOIN label_set l ON l.id = f.label_set_id
     WHERE f.recipient_hash = ${recipientHash}::bigint AND s.workspace_id = ${workspaceId}::int
     ORDER BY f.at DESC LIMIT ${MOST_FAULTS}`;
  const changes = await db.suppressionChange.findMany({
    where: { workspaceId, recipientHash },
    orderBy: { id: 'desc' },
    take: MOST_CHANGES,
    select: { at: true, state: true, reason: true, by: true, note: true },
  });
  return { suppression, faults, changes };
}

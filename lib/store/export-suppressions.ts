import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import type { Exported } from '@/lib/suppression/export-formats';
import { openAddress } from './address-seal';

const PAGE = 1_000;

interface Row {
  workspace_id: number;
  recipient_hash: bigint;
  address: string;
  reason: string;
  since: Date | null;
  reply_code: number | null;
  status_code: string | null;
  diagnostic: string | null;
}

/** Everybody who is suppressed and whose address was kept, page by page. */
export async function* exportedSuppressions(db: Db, box: SecretBox): AsyncGenerator<Exported[]> {
  // Hashes are signed: the least of them comes first.
  let [workspaceId, recipientHash] = [0, -(2n ** 63n)];
  for (;;) {
    const rows = await db.$queryRaw<Row[]>`
      SELECT p.workspace_id, p.recipient_hash, p.address, p.reason, p.since, l.reply_code, l.status_code, p.diagnostic
        FROM suppression p LEFT JOIN label_set l ON l.id = p.decided_label_set_id
       WHERE (p.workspace_id, p.recipient_hash) > (${workspaceId}::int, ${recipientHash}::bigint)
         AND p.state = 'suppressed' AND p.address IS NOT NULL
       ORDER BY p.workspace_id, p.recipient_hash LIMIT ${PAGE}`;
    yield rows.map((row) => ({
      ...{ address: openAddress(box, row.address), reason: row.reason, since: row.since },
      ...{ replyCode: row.reply_code, statusCode: row.status_code, diagnostic: row.diagnostic },
    }));
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    [workspaceId, recipientHash] = [last.workspace_id, last.recipient_hash];
  }
}

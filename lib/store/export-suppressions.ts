import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import type { Exported } from '@/lib/suppression/export-formats';
import { openAddress } from './address-seal';

const PAGE = 1_000;

interface Row {
  recipient_hash: bigint;
  address: string;
  reason: string;
  since: Date | null;
  reply_code: number | null;
  status_code: string | null;
  diagnostic: string | null;
}

/**
 * Everybody who is suppressed and whose address was kept, page by page: once each, whatever workspaces they are in, by
 * what came first. Whom the sample made up is left out, unless it is all that is in sight.
 */
export async function* exportedSuppressions(db: Db, box: SecretBox): AsyncGenerator<Exported[]> {
  // Hashes are signed: the least of them comes first.
  let after = -(2n ** 63n);
  for (;;) {
    const rows = await db.$queryRaw<Row[]>`
      SELECT DISTINCT ON (p.recipient_hash)
             p.recipient_hash, p.address, p.reason, p.since, l.reply_code, l.status_code, p.diagnostic
        FROM suppression p
        JOIN workspace w ON w.id = p.workspace_id AND (NOT w.is_sample OR (SELECT count(*) FROM workspace) = 1)
        LEFT JOIN label_set l ON l.id = p.decided_label_set_id
       WHERE p.recipient_hash > ${after}::bigint AND p.state = 'suppressed' AND p.address IS NOT NULL
       ORDER BY p.recipient_hash, p.since, p.workspace_id LIMIT ${PAGE}`;
    yield rows.map((row) => ({
      ...{ address: openAddress(box, row.address), reason: row.reason, since: row.since },
      ...{ replyCode: row.reply_code, statusCode: row.status_code, diagnostic: row.diagnostic },
    }));
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = last.recipient_hash;
  }
}

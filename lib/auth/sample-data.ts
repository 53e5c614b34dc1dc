import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createDefaultRules } from '@/lib/alerts/store';
import type { Db } from '@/lib/db';
import { sampleWeek } from '@/lib/sample/sample-week';
import { type Actor, audit } from '@/lib/store/audit';
import { type BatchRef, receive } from '@/lib/store/inbox';
import type { Made } from './accounts';
import { faultOfLimits } from './workspaces';

const NAME = 'Sample data';
const SOURCE = { name: 'sample-mail', kind: 'sample', format: 'postfix', timeZone: 'UTC' };
const THERE_ALREADY = 'the sample data is there already';
const TRANSACTION_MS = 60_000;

const packed = promisify(gzip);

/**
 * A week of mail that was made up, in a workspace of its own: its alerts are evaluated on it alone, what it suppresses is
 * suppressed there, and all of it can go again (`lib/store/remove-sample.ts`). It goes through the inbox like everything
 * that is pushed, all of it or nothing. @returns the first batch: whoever takes it up goes on with those behind it.
 */
export async function loadSample(
  db: Db,
  by: Actor,
  now: Date,
  messagesPerHour?: number,
): Promise<Made<BatchRef>> {
  const fault = await faultOfLimits(db);
  if (fault) return { fault };
  // Looked at before a week of mail is made up for nothing, and once more when it is kept.
  if (await db.workspace.findFirst({ where: { isSample: true } })) return { fault: THERE_ALREADY };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (const piece of sampleWeek(now, messagesPerHour)) {
    pieces.push(new Uint8Array(await packed(piece)));
    await setImmediate();
  }
  return db.$transaction(
    async (transaction): Promise<Made<BatchRef>> => {
      const known = await transaction.workspace.findUnique({ where: { name: NAME } });
      if (known?.isSample) return { fault: THERE_ALREADY };
      if (known) return { fault: `a workspace is called “${NAME}”: give it another name` };
      if (await transaction.source.findUnique({ where: { name: SOURCE.name } }))
        return { fault: `a source is called “${SOURCE.name}”, as the sample would be` };
      const { id: workspaceId } = await transaction.workspace.create({
        data: { name: NAME, isSample: true },
      });
      await createDefaultRules(transaction, workspaceId);
      const { id: sourceId } = await transaction.source.create({
        data: { ...SOURCE, workspaceId, receivedAt: now },
      });
      const batches: number[] = [];
      for (const content of pieces)
        batches.push(
          await receive(transaction, { sourceId, format: SOURCE.format, content, idempotencyKey: null }),
        );
      await audit(transaction, by, 'sample.loaded', NAME, { batches: batches.length });
      return { made: { sourceId, batchId: batches[0]! } };
    },
    { timeout: TRANSACTION_MS },
  );
}

import { parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { LedgerConflict } from '@/lib/store/batch';
import { batchById, noteFailure } from '@/lib/store/inbox';
import { sourceById } from '@/lib/store/sources';
import type { Reading } from './read-file';
import { recordJudged } from './record-judged';

/** Takes a batch out of the inbox: parse it, classify it, record it. A batch that is done already is left alone. */
export async function ingestBatch(
  { db, recorder }: Pick<Reading, 'db' | 'recorder'>,
  { sourceId, batchId }: { sourceId: number; batchId: number },
): Promise<void> {
  const batch = await batchById(db, sourceId, batchId);
  if (batch?.state !== 'received') return;
  const source = await sourceById(db, sourceId);
  try {
    const format = formatById(batch.format);
    if (!format) throw new Error(`no format is called "${batch.format}"`);
    const context = { referenceTime: batch.receivedAt.getTime(), timeZone: source.timeZone };
    const reader = new RecordReader(format, context);
    const output = parseOutput();
    reader.push(Buffer.from(batch.content), output);
    reader.finish(output);
    const { events, records, unparsed } = output;
    const ledger = { kind: 'inbox' } as const;
    await recordJudged({ db, recorder }, { sourceId, originId: batchId, events, records, unparsed, ledger });
  } catch (error) {
    if (error instanceof LedgerConflict) return;
    await noteFailure(db, sourceId, batchId, (error as Error).message);
    throw error;
  }
}

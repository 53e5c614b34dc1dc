import type { Db } from '@/lib/db';
import { formatById } from '@/lib/formats/index';
import { isCompressed, readContent } from '@/lib/sources/file-content';
import { endsAlike } from '@/lib/sources/file-look';
import { unpacked } from '@/lib/sources/read-input';
import { type RawRecord, recordAt } from '@/lib/sources/record-at';
import type { FileGeneration } from '@/prisma/generated/client';
import type { EventKey } from './event-row';

/** The record that an event was read from, as it stands where it came from; or why it cannot be shown. */
export type EventRecord = { where: string } & (
  | { kind: 'found'; text: string; isCut: boolean }
  | { kind: 'gone'; why: string }
);

/** A compressed file is decoded from its start: further in, nobody would wait for it. */
const FURTHEST_PACKED = 256 << 20;

export async function eventRecord(db: Db, key: EventKey): Promise<EventRecord> {
  const id = { sourceId: key.sourceId, id: BigInt(key.originId) };
  const position = Number(key.position);
  const generation = await db.fileGeneration.findUnique({ where: { sourceId_id: id } });
  if (generation) return recordOfFile(generation, position);
  const batch = await db.ingestBatch.findUnique({ where: { sourceId_id: id } });
  const where = `batch ${key.originId}`;
  if (!batch) {
    const why = 'What was pushed is forgotten some days after it was recorded; the event stays.';
    return { where, kind: 'gone', why };
  }
  if (batch.position === null) {
    return { where, kind: 'gone', why: 'It was recorded before places in batches were written down.' };
  }
  if (batch.sentHash !== null) {
    const why = 'Somebody was erased from what was pushed with it: nothing stands where it stood.';
    return { where, kind: 'gone', why };
  }
  const content = Buffer.from(batch.content);
  const began = Number(batch.position);
  const read = (from: number) => skipped(unpacked(once(content)), from);
  return told(where, await recordAt(read, position - began, framingOf(batch.format)));
}

async function recordOfFile(generation: FileGeneration, position: number): Promise<EventRecord> {
  const { path, format } = generation;
  const where = `${path}, byte ${position}`;
  try {
    if (position > FURTHEST_PACKED && (await isCompressed(path)))
      return { where, kind: 'gone', why: 'It lies too far into a compressed file to be decoded each time.' };
    if (!(await isStillThere(generation)))
      return { where, kind: 'gone', why: 'Other bytes stand in that file now than those that were read.' };
    return told(where, await recordAt((from) => readContent(path, from), position, framingOf(format)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      const why = 'That file is not there any more, or not on the machine that the dashboard runs on.';
      return { where, kind: 'gone', why };
    }
    return { where, kind: 'gone', why: `The dashboard cannot read that file: ${code ?? message}.` };
  }
}

/** What was read of it is what stands in it now. */
const isStillThere = async ({ path, headBytes, headHash, position, tailHash }: FileGeneration) =>
  (await endsAlike(path, headBytes, headHash)) && (await endsAlike(path, Number(position), tailHash));

const framingOf = (format: string) => formatById(format)?.framing ?? 'lines';

const told = (where: string, record: RawRecord | null): EventRecord =>
  record === null
    ? { where, kind: 'gone', why: 'The record is not in what is left of it.' }
    : { where, kind: 'found', text: record.bytes.toString('utf8').trimEnd(), isCut: record.isCut };

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

async function* skipped(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

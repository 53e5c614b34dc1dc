import { createHash } from 'node:crypto';
import type { Db } from '@/lib/db';
import type { AddressForm } from '@/lib/mail/address-forms';
import { UnreadableInput, unpacked } from '@/lib/sources/read-input';
import type { Found } from './erase-columns';
import { contentWithout } from './erase-content';
import { partsOf } from './unread-uploads';

/** Rewrites what was pushed, one batch at a time: what waits is read without the person, and counts all the same. */
export async function eraseFromInbox(db: Db, forms: readonly AddressForm[]): Promise<Found> {
  const batches = await db.ingestBatch.findMany({
    select: { sourceId: true, id: true },
    orderBy: { id: 'asc' },
  });
  let rows = 0;
  for (const { sourceId, id } of batches) {
    const key = { sourceId_id: { sourceId, id } };
    const batch = await db.ingestBatch.findUnique({ where: key, select: { content: true, sentHash: true } });
    const content = batch && (await contentWithout(batch.content, forms));
    if (!content) continue;
    // Its sender may send it again, and does not know that it is another here.
    const sentHash = batch.sentHash ?? createHash('sha256').update(batch.content).digest();
    await db.ingestBatch.updateMany({ where: { sourceId, id }, data: { content, sentHash } });
    rows++;
  }
  return { table: 'ingest_batch', column: 'content', rows };
}

const GONE =
  'its content was erased, since it named a person who was to be erased: bring the file again without them';
/** An address and the way it may be written reach from one piece into the next by no more than this. */
const OVERLAP = 4096;

/**
 * The content of an upload that names the person goes as a whole: it is in parts and often compressed, and whoever
 * brought it has the file.
 */
export async function eraseFromUploads(db: Db, forms: readonly AddressForm[]): Promise<Found> {
  const uploads = await db.$queryRaw<{ sourceId: number; id: bigint; received: number }[]>`
    SELECT source_id AS "sourceId", id, received_bytes::float8 AS received FROM upload u
     WHERE EXISTS (SELECT FROM upload_part p WHERE p.source_id = u.source_id AND p.upload_id = u.id)`;
  let rows = 0;
  for (const { sourceId, id, received } of uploads) {
    if (!(await holds(partsOf(db, { sourceId, uploadId: Number(id) }, received), forms))) continue;
    await db.$transaction([
      db.uploadPart.deleteMany({ where: { sourceId, uploadId: id } }),
      db.upload.updateMany({
        where: { sourceId, id, state: { in: ['arriving', 'received'] } },
        data: { state: 'failed', fault: GONE, finishedAt: new Date() },
      }),
    ]);
    rows++;
  }
  return { table: 'upload_part', column: 'content', rows };
}

async function holds(parts: AsyncIterable<Uint8Array>, forms: readonly AddressForm[]): Promise<boolean> {
  let before = Buffer.alloc(0);
  try {
    for await (const chunk of unpacked(buffers(parts))) {
      const piece = Buffer.concat([before, chunk]);
      if (await contentWithout(piece, forms)) return true;
      // Cut at a line end, where base64 begins anew, too.
      const tail = piece.subarray(-OVERLAP);
      before = Buffer.from(tail.subarray(tail.indexOf('\n') + 1));
    }
  } catch (error) {
    // What has come of it so far was looked at.
    if (!(error instanceof UnreadableInput)) throw error;
  }
  return false;
}

async function* buffers(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const part of parts) yield Buffer.from(part);
}

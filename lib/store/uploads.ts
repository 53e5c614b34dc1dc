import type { Db } from '@/lib/db';
import { redactAddresses } from '@/lib/mail/masked-address';
import { type Actor, audit } from './audit';

/** Which upload. */
export interface UploadRef {
  sourceId: number;
  uploadId: number;
}

export interface NewUpload {
  sourceId: number;
  name: string;
  format: string;
  sizeBytes: number;
  modifiedAt: Date;
}

/** Its key, as Prisma names it. */
export const keyOfUpload = ({ sourceId, uploadId }: UploadRef) => ({
  sourceId_id: { sourceId, id: uploadId },
});

/** The upload of this file: one of its name, size and time that was broken off goes on where it was. */
export async function beginUpload(
  db: Db,
  by: Actor,
  upload: NewUpload,
): Promise<UploadRef & { receivedBytes: number }> {
  const { sourceId, name, sizeBytes } = upload;
  const select = { id: true, receivedBytes: true };
  const here = await db.upload.findFirst({
    where: { ...upload, state: 'arriving' },
    orderBy: { id: 'desc' },
    select,
  });
  if (here) return { sourceId, uploadId: Number(here.id), receivedBytes: Number(here.receivedBytes) };
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.upload.create({ data: { ...upload, createdBy: by.name }, select });
    const told = { source: sourceId, name: redactAddresses(name), bytes: sizeBytes };
    await audit(transaction, by, 'upload.begun', String(id), told);
    return { sourceId, uploadId: Number(id), receivedBytes: 0 };
  });
}

/** What came of a part: how much is here now, and whether the part continued it. */
export interface Arrived {
  receivedBytes: number;
  isWhole: boolean;
  /** `beyond`: more than was announced. `ended`: it takes no parts any more. `gap`: bytes before it are missing. */
  refusal: 'beyond' | 'ended' | 'gap' | null;
}

/** Takes in a part, once: it is durable when this resolves. The parts of one upload come one after the other. */
export async function receivePart(
  db: Db,
  { sourceId, uploadId }: UploadRef,
  position: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<Arrived | null> {
  return db.$transaction(async (transaction) => {
    const [upload] = await transaction.$queryRaw<{ size: number; received: number; state: string }[]>`
      SELECT size_bytes::float8 AS size, received_bytes::float8 AS received, state FROM upload
      WHERE source_id = ${sourceId} AND id = ${uploadId}::bigint FOR UPDATE`;
    if (!upload) return null;
    const { size, received, state } = upload;
    const known = { receivedBytes: received, isWhole: received === size };
    // A part whose answer was lost comes again.
    if (position + content.length <= received) return { ...known, refusal: null };
    if (state !== 'arriving') return { ...known, refusal: 'ended' };
    if (position !== received) return { ...known, refusal: 'gap' };
    if (position + content.length > size) return { ...known, refusal: 'beyond' };
    await transaction.uploadPart.create({ data: { sourceId, uploadId, position, content } });
    const receivedBytes = received + content.length;
    const isWhole = receivedBytes === size;
    await transaction.upload.update({
      where: keyOfUpload({ sourceId, uploadId }),
      data: { receivedBytes, touchedAt: new Date(), ...(isWhole && { state: 'received' }) },
    });
    return { receivedBytes, isWhole, refusal: null };
  });
}

export const uploadById = (db: Db, ref: UploadRef) => db.upload.findUnique({ where: keyOfUpload(ref) });

/** Lets go of uploads whose rest has not come for long. */
export async function abandonUploads(db: Db, touchedBefore: Date): Promise<number> {
  const where = { state: 'arriving', touchedAt: { lt: touchedBefore } };
  const left = await db.upload.findMany({ where, select: { sourceId: true, id: true } });
  for (const { sourceId, id } of left) {
    await db.$transaction(async (transaction) => {
      const { count } = await transaction.upload.updateMany({
        where: { ...where, sourceId, id },
        data: { state: 'abandoned', fault: 'the rest of it has not come' },
      });
      if (count > 0) await transaction.uploadPart.deleteMany({ where: { sourceId, uploadId: id } });
    });
  }
  return left.length;
}

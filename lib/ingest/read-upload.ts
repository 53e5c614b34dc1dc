import { BuildRenewed } from '@/lib/load-late';
import { readInput, UnreadableInput } from '@/lib/sources/read-input';
import { spool } from '@/lib/sources/spool';
import { takeLease } from '@/lib/store/file-lease';
import { isStoreFault } from '@/lib/store/store-fault';
import {
  finishUpload,
  noteUploadFault,
  partsOf,
  settleGeneration,
  unreadUploads,
} from '@/lib/store/unread-uploads';
import { type UploadRef, uploadById } from '@/lib/store/uploads';
import { type ReadEnd, type Reading, readFile } from './read-file';
import { registerFile, unrecognisedFault } from './register-file';

export interface UploadReading extends Reading {
  /** Where uploads are laid down for as long as they are being read. */
  dataDir: string;
}

/**
 * Reads the uploads of a source one after the other. Never two at once: until something of a file has been committed
 * nothing tells a copy of it from another file that begins alike, and both would be counted.
 */
export async function readUploads(
  reading: UploadReading,
  sourceId: number,
  signal?: AbortSignal,
): Promise<{ ref: UploadRef; fault: Error }[]> {
  const failed: { ref: UploadRef; fault: Error }[] = [];
  for (;;) {
    const [ref] = (await unreadUploads(reading.db, sourceId, reading.now())).filter(
      (one) => !failed.some(({ ref: { uploadId } }) => uploadId === one.uploadId),
    );
    if (!ref || signal?.aborted) return failed;
    try {
      if ((await readUpload(reading, ref, signal)) !== 'caught-up') return failed;
    } catch (error) {
      failed.push({ ref, fault: error as Error });
    }
  }
}

/**
 * Reads an upload that is whole, like a file that is imported: laid down on this machine for as long as that takes, so
 * that any worker can take it up. Its generation is known by its content, hence a copy counts nothing twice, and a
 * worker that dies leaves off where the next one goes on. One that is read already is left alone.
 */
export async function readUpload(
  reading: UploadReading,
  ref: UploadRef,
  signal?: AbortSignal,
): Promise<ReadEnd> {
  const { db, dataDir } = reading;
  const upload = await uploadById(db, ref);
  if (upload?.state !== 'received') return 'caught-up';
  const known = upload.generationId === null ? null : Number(upload.generationId);
  // Another worker reads it: it need not be laid down to find that out.
  if (known !== null && !(await isFree(reading, ref.sourceId, known))) return 'held';
  try {
    const parts = partsOf(db, ref, Number(upload.sizeBytes));
    const spooled = await spool(dataDir, upload.name, parts, upload.modifiedAt);
    try {
      const generationId = known ?? (await register(reading, ref, upload.format, spooled.file));
      const end = await readFile(
        reading,
        { sourceId: ref.sourceId, generationId },
        { isComplete: true, path: spooled.file, ...(signal && { signal }) },
      );
      if (end === 'caught-up') await finishUpload(db, ref, null);
      return end;
    } finally {
      await spooled.remove();
    }
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof UnreadableInput) {
      await finishUpload(db, ref, message);
      return 'caught-up';
    }
    if (!(error instanceof BuildRenewed || isStoreFault(error))) await noteUploadFault(db, ref, message);
    throw error;
  }
}

const isFree = async (
  { db, owner, now }: Reading,
  sourceId: number,
  generationId: number,
): Promise<boolean> => (await takeLease(db, { sourceId, generationId }, owner, now())) !== null;

/** The generation that the file is, or goes on with. @throws UnreadableInput where it is none that could be read. */
async function register({ db }: Reading, ref: UploadRef, format: string, file: string): Promise<number> {
  for await (const _ of readInput(file)) break; // Of a compression that is not supported it says so.
  const registered = await registerFile(db, { id: ref.sourceId, kind: 'upload', format }, file);
  if (!registered) throw new UnreadableInput('holds nothing once it is unpacked');
  if (registered.sourceId !== ref.sourceId)
    throw new UnreadableInput(
      'is a file that is followed here: all of it is read there, and nothing counts twice',
    );
  const { generationId, position } = registered;
  const settled = await settleGeneration(db, ref, generationId, position);
  if (registered.format === null) throw new UnreadableInput(await unrecognisedFault(file));
  return settled;
}

import { z } from 'zod';
import type { Db } from '@/lib/db';
import { formatById } from '@/lib/formats/index';
import { isTimeZone } from '@/lib/mail/time-zone';
import type { Actor } from '@/lib/store/audit';
import { ensureUploadSource } from '@/lib/store/upload-source';
import { beginUpload, receivePart, type UploadRef } from '@/lib/store/uploads';
import { Problem } from './problem';

/** What a browser sends at once: small enough for any proxy on the way, and for memory. */
export const PART_BYTES = 4 << 20;

const Announced = z.object({
  source: z.string().trim().min(1).max(64),
  name: z.string().min(1).max(255),
  sizeBytes: z.number().int().min(0),
  /** ms since the epoch; a browser that does not tell it says now. */
  modifiedAt: z.number().int().min(0).max(8.64e15),
  format: z
    .string()
    .refine((id) => id === 'auto' || formatById(id) !== null, 'no format is called so')
    .default('auto'),
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
});

export interface Uploader {
  db: Db;
  by: Actor;
  maxBytes: number;
}

/**
 * Takes note of a file that is about to come. One that was broken off goes on: what is here of it already is said.
 * @throws Problem
 */
export async function acceptUpload({ db, by, maxBytes }: Uploader, announced: unknown) {
  const { data, error } = Announced.safeParse(announced);
  if (!data) throw refused(422, 'upload', error.issues.map(inWords).join('; '));
  const { source: name, timeZone, modifiedAt, ...file } = data;
  if (file.sizeBytes === 0) throw refused(422, 'empty', `${file.name} is empty: there is nothing to read.`);
  if (file.sizeBytes > maxBytes) {
    const most = `${Math.floor(maxBytes / 1_000_000)} MB`;
    throw refused(
      413,
      'too-large',
      `${file.name} is larger than ${most}: compress it, cut it, import it with bin/bounceboard import, or raise BOUNCEBOARD_UPLOAD_MEGABYTES.`,
    );
  }
  const source = await ensureUploadSource(db, by, { name, timeZone });
  if (source?.kind !== 'upload') {
    const whose = source
      ? `"${name}" is a source of another kind (${source.kind})`
      : `Another workspace has a source "${name}"`;
    throw refused(409, 'source', `${whose}: choose another name.`);
  }
  return beginUpload(db, by, { ...file, sourceId: source.id, modifiedAt: new Date(modifiedAt) });
}

/** Takes in the next part. @throws Problem */
export async function acceptPart(
  db: Db,
  ref: UploadRef,
  position: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<{ receivedBytes: number; isWhole: boolean }> {
  const arrived = await receivePart(db, ref, position, content);
  if (!arrived) throw refused(404, 'upload', 'There is no such upload.');
  const { refusal, ...here } = arrived;
  if (refusal === null) return here;
  const WHY = {
    beyond: 'The part reaches beyond the size that was announced: begin again.',
    ended: 'This upload takes no parts any more: begin again.',
    gap: `The next part begins at ${here.receivedBytes}.`,
  };
  throw refused(409, refusal, WHY[refusal]);
}

/** The body of a part. @throws Problem where it is larger than a part may be. */
export async function readPart(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > PART_BYTES) throw refused(413, 'too-large', `A part holds at most ${PART_BYTES} bytes.`);
    chunks.push(chunk);
  }
  if (length === 0) throw refused(422, 'empty', 'The part is empty.');
  return Buffer.concat(chunks, length);
}

const refused = (status: number, code: string, detail: string): Problem =>
  new Problem({ status, code, title: 'The upload is refused', detail });

const inWords = ({ path, message }: { path: PropertyKey[]; message: string }): string =>
  `${path.join('.') || 'upload'}: ${message}`;

import { z } from 'zod';
import { acceptPart, acceptUpload, PART_BYTES, readPart } from '@/lib/intake/accept-upload';
import { uploadList } from '@/lib/queries/upload-list';
import { retryUpload } from '@/lib/store/unread-uploads';
import { uploadsIn } from '@/lib/store/upload-source';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { conflict } from '../refusals';
import { Id } from '../row-id';

const Upload = z
  .strictObject({
    id: z.int(),
    sourceId: z.int(),
    source: z.string(),
    name: z.string(),
    state: z.string().meta({ description: 'arriving, received, done or failed' }),
    sizeBytes: z.number(),
    receivedBytes: z.number(),
    attempts: z.int(),
    fault: z.string().nullable(),
    createdBy: z.string(),
    createdAt: Time,
    format: z.string().nullable().meta({ description: 'As it was recognised' }),
    readBytes: z.number().meta({ description: 'Of content' }),
    knownBytes: z.number().meta({ description: 'Of these, what an earlier copy had brought' }),
    events: z.number(),
    outcomes: z.record(z.string(), z.number()),
    records: z.record(z.string(), z.number()),
    examples: z.array(z.strictObject({ reason: z.string(), text: z.string() })),
  })
  .meta({ id: 'Upload' });

const list = operation({
  id: 'listUploads',
  method: 'GET',
  path: '/uploads',
  group: 'Uploads',
  needs: 'viewer',
  summary: 'Files that were brought, the latest first, and what became of them',
  query: z.strictObject({
    source: Id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(30),
  }),
  answer: z.strictObject({ data: z.array(Upload) }),
  example: {
    data: [
      {
        ...{ id: 1, sourceId: 4, source: 'uploads', name: 'mail.log.gz', state: 'done', sizeBytes: 10_240 },
        ...{ receivedBytes: 10_240, attempts: 1, fault: null, createdBy: 'ada', format: 'postfix' },
        ...{ createdAt: '2026-11-21T10:00:00.000Z', readBytes: 102_400, knownBytes: 0, events: 310 },
        ...{ outcomes: { delivered: 300, bounced: 10 }, records: { event: 310 }, examples: [] },
      },
    ],
  },
  async run({ query: { source, limit } }, { db }) {
    const all = await uploadList(db, source ?? null, limit);
    return {
      data: all.map(({ createdAt, records, ...one }) => ({
        ...{ ...one, createdAt: time(createdAt), records: { ...records } },
      })),
    };
  },
});

const announce = operation({
  id: 'announceUpload',
  method: 'POST',
  path: '/uploads',
  group: 'Uploads',
  needs: 'operator',
  summary: 'Takes note of a file that is about to come, or says how much of it is here already',
  description: `Its parts of at most ${PART_BYTES} bytes follow one by one. A file that is announced again goes on where it was broken off.`,
  body: z.looseObject({
    name: z.string(),
    sizeBytes: z.number(),
    modifiedAt: z.number().meta({ description: 'Milliseconds since 1970' }),
    source: z.string().optional().meta({
      description: 'uploads, where it is not said; uploads-2 in the workspace 2',
    }),
    format: z.string().optional().meta({ description: 'auto, where it is not said' }),
    timeZone: z.string().optional(),
  }),
  bodyExample: { name: 'mail.log.gz', sizeBytes: 10_240, modifiedAt: 1_795_258_800_000 },
  status: 201,
  answer: z.looseObject({ sourceId: z.int(), uploadId: z.int(), receivedBytes: z.number() }),
  example: { sourceId: 4, uploadId: 1, receivedBytes: 0 },
  run: async ({ body }, { db, by, setup: { timeZone, uploadBytes } }) => ({
    ...(await acceptUpload(
      { db, by, maxBytes: uploadBytes },
      { timeZone, source: uploadsIn(by.inSight), ...body },
    )),
  }),
});

const part = operation({
  id: 'sendUploadPart',
  method: 'PUT',
  path: '/uploads/{source}/{upload}',
  group: 'Uploads',
  needs: 'operator',
  summary: 'Takes in the part that begins at `position`: it is durable when this answers',
  pathFields: z.strictObject({ source: Id, upload: Id }),
  query: z.strictObject({
    position: z.coerce
      .number('say where the part begins: 0 for the first')
      .int()
      .min(0)
      .max(1e15)
      .meta({ description: 'Where the part begins, in bytes' }),
  }),
  takes: { type: 'application/octet-stream', description: `At most ${PART_BYTES} bytes of the file` },
  answer: z.strictObject({ receivedBytes: z.number(), isWhole: z.boolean() }),
  example: { receivedBytes: 10_240, isWhole: true },
  run: async ({ path: { source, upload }, query: { position }, request }, { db }) =>
    acceptPart(db, { sourceId: source, uploadId: upload }, position, await readPart(request)),
});

const retry = operation({
  id: 'retryUpload',
  method: 'POST',
  path: '/uploads/{source}/{upload}/retry',
  group: 'Uploads',
  needs: 'operator',
  summary: 'Reads an upload again that was given up',
  pathFields: z.strictObject({ source: Id, upload: Id }),
  answer: z.strictObject({ id: z.int() }),
  example: { id: 1 },
  async run({ path: { source, upload } }, { db, by }) {
    if (await retryUpload(db, by, { sourceId: source, uploadId: upload })) return { id: upload };
    throw conflict('There is no such upload that was given up, or its parts are gone: bring the file again.');
  },
});

export const UPLOADS: readonly Operation[] = [list, announce, part, retry];

import { z } from 'zod';
import { deadBatches } from '@/lib/queries/dead-batches';
import { sourceArrivals } from '@/lib/queries/source-arrivals';
import { sourceFiles } from '@/lib/queries/source-files';
import { sourceGaps } from '@/lib/queries/source-gaps';
import { retryBatch } from '@/lib/store/inbox';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { conflict, gone } from '../refusals';
import { Id, IdPath } from '../row-id';
import { knownSource } from './sources';

const arrivals = operation({
  id: 'getSourceArrivals',
  method: 'GET',
  path: '/sources/{id}/arrivals',
  group: 'Sources',
  needs: 'viewer',
  summary: 'What has come from a source so far, for whoever waits for the first of it',
  pathFields: IdPath,
  answer: z.strictObject({
    receivedAt: Time.nullable(),
    lastEventAt: Time.nullable(),
    events: z.number(),
    understood: z.number(),
    unparsed: z.number(),
    waiting: z.number(),
    faults: z.array(z.string()),
    examples: z
      .array(z.strictObject({ id: z.string(), reason: z.string(), text: z.string() }))
      .meta({ description: 'Not understood' }),
  }),
  example: {
    ...{ receivedAt: '2026-11-21T11:59:59.000Z', lastEventAt: null, events: 0, understood: 0, unparsed: 1 },
    ...{ waiting: 0, faults: [], examples: [{ id: '1-1-0', reason: 'no format', text: 'hello' }] },
  },
  async run({ path }, { db, now }) {
    const found = await sourceArrivals(db, path.id, now);
    if (!found) throw gone('source');
    return found;
  },
});

const files = operation({
  id: 'listSourceFiles',
  method: 'GET',
  path: '/sources/{id}/files',
  group: 'Sources',
  needs: 'viewer',
  summary: 'The files of a source, the last read first',
  pathFields: IdPath,
  answer: z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.string(),
        path: z.string(),
        format: z.string(),
        readBytes: z.number().meta({ description: 'Of content, after decompression' }),
        sizeBytes: z.number().meta({ description: 'On disk' }),
        events: z.number(),
        unparsed: z.number(),
        fault: z.string().nullable(),
        updatedAt: Time,
      }),
    ),
  }),
  example: {
    data: [
      {
        ...{ id: '1', path: '/var/log/mail.log', format: 'postfix', readBytes: 10_240, sizeBytes: 10_240 },
        ...{ events: 5120, unparsed: 2, fault: null, updatedAt: '2026-11-21T11:59:59.000Z' },
      },
    ],
  },
  async run({ path }, { db, now }) {
    await knownSource(db, path.id, now);
    const all = await sourceFiles(db, path.id);
    return { data: all.map((one) => ({ ...one, updatedAt: time(one.updatedAt) })) };
  },
});

const gaps = operation({
  id: 'listSourceGaps',
  method: 'GET',
  path: '/sources/{id}/gaps',
  group: 'Sources',
  needs: 'viewer',
  summary: 'Bytes that were lost before they could be read, the latest first',
  pathFields: IdPath,
  answer: z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.string(),
        bytes: z.number().nullable().meta({ description: 'null: it cannot be known' }),
        reason: z.string(),
        seenAt: Time,
      }),
    ),
  }),
  example: {
    data: [{ id: '1-1-512', bytes: 2048, reason: 'truncated', seenAt: '2026-11-20T00:00:03.000Z' }],
  },
  async run({ path }, { db, now }) {
    await knownSource(db, path.id, now);
    const all = await sourceGaps(db, path.id, 50);
    return {
      data: all.map(({ id, bytes, reason, seenAt }) => ({ id, bytes, reason, seenAt: time(seenAt) })),
    };
  },
});

const dead = operation({
  id: 'listDeadBatches',
  method: 'GET',
  path: '/sources/{id}/dead-batches',
  group: 'Sources',
  needs: 'viewer',
  summary: 'What was pushed and could not be recorded, however often it was tried',
  pathFields: IdPath,
  answer: z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.int(),
        receivedAt: Time,
        format: z.string(),
        bytes: z.number(),
        attempts: z.int(),
        fault: z.string().nullable(),
      }),
    ),
  }),
  example: {
    data: [
      {
        ...{ id: 31, receivedAt: '2026-11-21T10:00:00.000Z', format: 'postfix', bytes: 4096, attempts: 5 },
        fault: 'the content cannot be unpacked',
      },
    ],
  },
  async run({ path }, { db, now }) {
    await knownSource(db, path.id, now);
    const all = await deadBatches(db, path.id);
    return { data: all.map((one) => ({ ...one, receivedAt: time(one.receivedAt) })) };
  },
});

const retry = operation({
  id: 'retryDeadBatch',
  method: 'POST',
  path: '/sources/{id}/dead-batches/{batch}/retry',
  group: 'Sources',
  needs: 'operator',
  summary: 'Lets a batch be tried again that was given up',
  pathFields: z.strictObject({ id: Id, batch: Id }),
  answer: z.strictObject({ id: z.int() }),
  example: { id: 31 },
  async run({ path: { id, batch } }, { db, by, announce }) {
    const ref = { sourceId: id, batchId: batch };
    if (!(await retryBatch(db, by, ref))) throw conflict('There is no such batch that was given up.');
    announce(ref);
    return { id: batch };
  },
});

export const SOURCE_RECORDS: readonly Operation[] = [arrivals, files, gaps, dead, retry];

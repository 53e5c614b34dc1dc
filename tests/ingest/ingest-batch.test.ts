import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ingesting, ingestBatch } from '@/lib/ingest/ingest-batch';
import { MAX_ATTEMPTS, receive, retryBatch, unfinishedBatches } from '@/lib/store/inbox';
import { takeStream } from '@/lib/store/ingest-streams';
import { ensureSource } from '@/lib/store/sources';
import { OPERATOR } from '../auth/people';
import { recorderThat } from '../store/record';
import { type MailRoom, openMailRoom } from './mail-room';
import { mixedLog, numbers } from './mixed-log';
import { messages } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

interface PushOptions {
  idempotencyKey?: string;
  format?: string;
  sourceId?: number;
}
const push = (content: string | Buffer, options: PushOptions = {}) =>
  receive(room.db, {
    sourceId: options.sourceId ?? room.source.id,
    format: options.format ?? 'postfix',
    content: new Uint8Array(Buffer.from(content)),
    idempotencyKey: options.idempotencyKey ?? null,
  });
const ingesting = (change: Partial<Ingesting> = {}): Ingesting => ({
  db: room.db,
  recorder: room.recorder,
  owner: 'worker',
  now: () => new Date(),
  retryMs: 1,
  ...change,
});
const ingest = (batchId: number, change: Partial<Ingesting> = {}, sourceId = room.source.id) =>
  ingestBatch(ingesting(change), { sourceId, batchId });
const batch = (id: number) => room.db.ingestBatch.findFirstOrThrow({ where: { id } });
const waiting = () => room.db.ingestBatch.count({ where: { state: 'received' } });

test('a batch is recorded once, however often its job runs', async () => {
  const id = await push(messages(0, 5));
  await Promise.all([ingest(id), ingest(id), ingest(id, { owner: 'another' })]);
  await ingest(id);
  expect(await room.events()).toBe(5);
  expect(await batch(id)).toMatchObject({
    state: 'done',
    events: 5n,
    eventRecords: 5n,
    contextCount: 5n,
    attempts: 0,
  });
});

test('the same key is the same batch, also for many at once', async () => {
  const ids = await Promise.all(
    Array.from({ length: 8 }, () => push(messages(0, 5), { idempotencyKey: 'k1' })),
  );
  expect(new Set(ids).size).toBe(1);
  const other = await push(messages(0, 5), { idempotencyKey: 'k2' });
  expect(ids).not.toContain(other);
});

test('what comes compressed is unpacked', async () => {
  const id = await push(gzipSync(messages(0, 5)));
  await ingest(id);
  expect(await room.events()).toBe(5);
});

test('what was received just now is left to its own job, and what is paused waits', async () => {
  const id = await push(messages(0, 1));
  expect(await unfinishedBatches(room.db, new Date(Date.now() - 30_000))).toEqual([]);
  const overdue = () => unfinishedBatches(room.db, new Date(Date.now() + 1000));
  expect(await overdue()).toEqual([{ sourceId: room.source.id, batchId: id }]);
  await room.db.source.update({ where: { id: room.source.id }, data: { paused: true } });
  expect(await overdue()).toEqual([]);
  await ingest(id);
  expect(await waiting()).toBe(1);
});

describe('a log that comes in pieces', () => {
  /** What events say, without where they were read. */
  const recorded = async (sourceId: number) => {
    const events = await room.db.event.findMany({
      where: { sourceId },
      omit: { sourceId: true, originId: true, position: true },
      orderBy: [{ at: 'asc' }, { queueId: 'asc' }],
    });
    const rollups = await room.db.rollup.findMany({
      where: { sourceId },
      omit: { sourceId: true },
      orderBy: [{ bucketMinutes: 'asc' }, { bucketAt: 'asc' }, { labelSetId: 'asc' }],
    });
    return { events, rollups };
  };
  const emptySource = async (name: string) =>
    (await ensureSource(room.db, { name, kind: 'import', format: 'auto', paths: [], timeZone: 'UTC' })).id;

  test('gives what the whole file gives, wherever it is cut, with retries, repeats and many workers', async () => {
    const lines = mixedLog(120, 7);
    await room.importFile(await room.write('mail.log', lines.join('')));
    const whole = await recorded(room.source.id);
    expect(whole.events.length).toBeGreaterThan(120);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 25 }), async (seed, pieces) => {
        const sourceId = await emptySource(`pushed-${run++}`);
        const random = numbers(seed);
        const cuts = Array.from({ length: pieces - 1 }, () => Math.floor(random() * lines.length));
        const bounds = [0, ...cuts.sort((a, b) => a - b), lines.length];
        const jobs: Promise<unknown>[] = [];
        for (let i = 0; i + 1 < bounds.length; i++) {
          const piece = lines.slice(bounds[i], bounds[i + 1]).join('');
          // A sender that heard no answer sends again; and some leave out the last line's end.
          const content = random() < 0.2 ? piece.replace(/\n$/, '') : piece;
          const options = { idempotencyKey: `piece-${i}`, sourceId };
          const id = await push(random() < 0.3 ? gzipSync(content) : content, options);
          if (random() < 0.3) expect(await push(content, options)).toBe(id);
          const owner = `worker-${Math.floor(random() * 3)}`;
          if (random() < 0.6) jobs.push(ingest(id, { owner }, sourceId));
          if (random() < 0.2) await Promise.all(jobs);
        }
        await Promise.all(jobs);
        for (const left of await unfinishedBatches(room.db, new Date(Date.now() + 1000)))
          await ingestBatch(ingesting(), left);
        expect(await waiting()).toBe(0);
        expect(await recorded(sourceId)).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  }, 120_000);

  test('would not, were each piece read for itself', async () => {
    const lines = mixedLog(12, 7);
    await room.importFile(await room.write('mail.log', lines.join('')));
    const whole = await recorded(room.source.id);
    const sourceId = await emptySource('without-state');
    for (const line of lines) {
      const id = await push(line, { sourceId });
      await room.db.ingestStream.updateMany({ where: { sourceId }, data: { parserState: null } });
      await ingest(id, {}, sourceId);
    }
    const apart = await recorded(sourceId);
    expect(apart.events).toHaveLength(whole.events.length);
    expect(apart).not.toEqual(whole);
  });
});

describe('a batch that cannot be recorded', () => {
  const failures = async (id: number) => {
    const seen: boolean[] = [];
    await ingest(id, { onFailure: (_, __, isDead) => seen.push(isDead) });
    return seen;
  };
  /** Says that it is compressed, and is not. */
  const damaged = Buffer.concat([gzipSync(messages(0, 5)).subarray(0, 40), Buffer.alloc(40)]);

  test('is tried five times, then kept as dead with its fault, and the ones behind it go on', async () => {
    const before = await push(messages(0, 1));
    const poison = await push(damaged);
    const after = await push(messages(1, 1));
    expect(await failures(poison)).toEqual([false, false, false, false, true]);
    expect(await batch(poison)).toMatchObject({ state: 'dead', attempts: MAX_ATTEMPTS });
    expect((await batch(poison)).fault).toMatch(/damaged or cut off/);
    expect((await batch(before)).state).toBe('done');
    expect((await batch(after)).state).toBe('done');
    expect(await room.events()).toBe(2);
    expect(await failures(poison)).toEqual([]);
  });

  test('is tried again when the operator says so', async () => {
    const poison = await push(damaged);
    await failures(poison);
    const content = new Uint8Array(Buffer.from(messages(0, 5)));
    await room.db.ingestBatch.updateMany({ where: { id: poison }, data: { content } });
    expect(await retryBatch(room.db, OPERATOR, { sourceId: room.source.id, batchId: poison })).toBe(true);
    expect(await retryBatch(room.db, OPERATOR, { sourceId: room.source.id, batchId: poison })).toBe(false);
    await ingest(poison);
    expect(await batch(poison)).toMatchObject({ state: 'done', fault: null });
    expect(await room.events()).toBe(5);
  });

  test('leaves the open messages as they were', async () => {
    const [from, to] = messages(0, 1).split(/(?<=\n)/) as [string, string];
    await push(from);
    await failures(await push(damaged));
    await ingest(await push(to));
    const [event] = await room.db.event.findMany();
    const labels = await room.db.labelSet.findUniqueOrThrow({ where: { id: event!.labelSetId } });
    expect(labels.sendingDomain).toBe('shop.example');
  });

  test('is not blamed for a store that is away', async () => {
    const id = await push(messages(0, 5));
    const recorder = recorderThat(room.recorder, () =>
      Promise.reject(Object.assign(new Error('No space left on device'), { code: '53100' })),
    );
    await expect(ingest(id, { recorder })).rejects.toThrow('No space left');
    expect(await batch(id)).toMatchObject({ state: 'received', attempts: 0 });
    await ingest(id);
    expect((await batch(id)).state).toBe('done');
  });
});

describe('a stream', () => {
  const stream = () => ({ sourceId: room.source.id, format: 'postfix' });

  test('has one reader at a time, and is free again when that one is silent for long', async () => {
    const id = await push(messages(0, 5));
    await takeStream(room.db, stream(), 'elsewhere-1', new Date());
    expect(await ingest(id)).toBeNull();
    expect(await waiting()).toBe(1);
    await ingest(id, { now: () => new Date(Date.now() + 120_000) });
    expect(await waiting()).toBe(0);
  });

  test('whose lease was lost while a batch was parsed is left to the new reader', async () => {
    const id = await push(messages(0, 5));
    const recorder = recorderThat(room.recorder, async (...given) => {
      await takeStream(room.db, stream(), 'other', new Date(Date.now() + 120_000));
      return room.recorder.record(...given);
    });
    expect(await ingest(id, { recorder })).toBeNull();
    expect(await room.events()).toBe(0);
    await ingest(id, { owner: 'other' });
    expect(await room.events()).toBe(5);
  });

  test('is worked off by whoever takes its first batch', async () => {
    const ids = [await push(messages(0, 1)), await push(messages(1, 1)), await push(messages(2, 1))];
    await ingest(ids[2]!);
    expect(await waiting()).toBe(0);
  });

  test('says what is left when its reader has to stop', async () => {
    const controller = new AbortController();
    const ids = [await push(messages(0, 1)), await push(messages(1, 1))];
    // One that has failed before is not recorded together with others.
    await room.db.ingestBatch.updateMany({ where: { id: ids[1]! }, data: { attempts: 1 } });
    const recorder = recorderThat(room.recorder, async (...given) => {
      controller.abort();
      return room.recorder.record(...given);
    });
    const left = await ingest(ids[0]!, { recorder, signal: controller.signal });
    expect(left).toEqual({ sourceId: room.source.id, batchId: ids[1] });
  });
});

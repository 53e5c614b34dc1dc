import fs from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readUpload, readUploads } from '@/lib/ingest/read-upload';
import { uploadList } from '@/lib/queries/upload-list';
import { finishUpload, retryUpload, unreadUploads } from '@/lib/store/unread-uploads';
import { abandonUploads, beginUpload, receivePart, type UploadRef, uploadById } from '@/lib/store/uploads';
import { Prisma } from '@/prisma/generated/client';
import { OPERATOR } from '../auth/people';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

const { sql } = Prisma;

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const WRITTEN = new Date('2026-11-20T12:00:00Z');

async function bring(name: string, content: Buffer, { partBytes = 1 << 20, format = 'auto' } = {}) {
  const file = { name, format, sizeBytes: content.length, modifiedAt: WRITTEN };
  const ref = await beginUpload(room.db, OPERATOR, { sourceId: room.source.id, ...file });
  for (let from = 0; from < content.length; from += partBytes)
    await receivePart(room.db, ref, from, new Uint8Array(content.subarray(from, from + partBytes)));
  return ref;
}

const dataDir = () => room.at('data');
const read = (ref: UploadRef, owner = 'worker') =>
  readUpload({ ...room, owner, now: () => new Date(), dataDir: dataDir() }, ref);
const uploads = () => uploadList(room.db, null);
const parts = () => room.db.uploadPart.count();

/** Three messages, two lines that nobody understands. */
const LOG = Buffer.from(`${messages(0, 3)}gibberish\n<b>more of it</b>\n`);

describe('an upload', () => {
  test.each([
    ['mail.log', LOG],
    ['mail.log.gz', gzipSync(LOG)],
  ])('is read from its parts, wherever they were cut: %s', async (name, content) => {
    const ref = await bring(name, content, { partBytes: 37 });
    await read(ref);
    expect(await room.events()).toBe(3);
    const [upload] = await uploads();
    expect(upload).toMatchObject({
      state: 'done',
      name,
      format: 'postfix',
      fault: null,
      events: 3,
      knownBytes: 0,
      readBytes: LOG.length,
      records: { unparsed: 2 },
    });
    expect(Object.values(upload!.outcomes).reduce((all, count) => all + count, 0)).toBe(3);
    expect(upload!.examples.map(({ text }) => text)).toEqual(['gibberish', '<b>more of it</b>']);
    expect(await parts()).toBe(0);
    expect(await fs.readdir(path.join(dataDir(), 'spool'))).toEqual([]);
    expect((await room.db.fileGeneration.findFirstOrThrow()).path).toBe(name);
  });

  test('counts what came of it, whether its batches are still known or not', async () => {
    const content = Buffer.from(messages(0, 17_500));
    const ref = await bring('mail.log', content);
    await read(ref);
    const { outcomes } = (await uploadById(room.db, ref))!;
    expect(Object.values(outcomes as object)).toEqual([17_500]);
    for (const forgotten of [sql`first_at > (SELECT min(first_at) FROM recorded_batch)`, sql`true`]) {
      expect(await room.db.$executeRaw`DELETE FROM recorded_batch WHERE ${forgotten}`).toBeGreaterThan(0);
      await room.db.upload.updateMany({ data: { state: 'received', outcomes: {} } });
      await finishUpload(room.db, ref, null);
      expect((await uploadById(room.db, ref))!.outcomes).toEqual(outcomes);
    }
  });

  test('counts once, however often and under whatever name it is brought', async () => {
    await read(await bring('mail.log', LOG));
    await read(await bring('copy.log.gz', gzipSync(LOG)));
    await room.importFile(await room.write('again.log', LOG));
    expect(await room.events()).toBe(3);
    const [copy] = await uploads();
    expect(copy).toMatchObject({ state: 'done', events: 3, knownBytes: LOG.length, readBytes: LOG.length });
  });

  test('is read once by workers that take it up together, and again by nobody', async () => {
    const ref = await bring('mail.log', LOG);
    await Promise.allSettled([read(ref, 'worker-1'), read(ref, 'worker-2'), read(ref, 'worker-3')]);
    await read(ref, 'worker-4');
    expect(await room.events()).toBe(3);
    expect((await uploadById(room.db, ref))?.state).toBe('done');
  });

  test('is no file of its own beside a copy that is being read at the same time', async () => {
    await bring('mail.log', LOG);
    await bring('copy.log', LOG);
    const all = (owner: string) =>
      readUploads({ ...room, owner, now: () => new Date(), dataDir: dataDir() }, room.source.id);
    await Promise.all([all('worker-1'), all('worker-2'), all('worker-3')]);
    await all('worker-4');
    expect(await room.events()).toBe(3);
    expect((await uploads()).map(({ state }) => state)).toEqual(['done', 'done']);
    expect(await room.db.fileGeneration.count()).toBe(1);
  });

  test('goes on where a worker left off that was stopped', async () => {
    const long = Buffer.from(messages(0, 40_000));
    const ref = await bring('mail.log', long, { partBytes: 4 << 20 });
    const stopping = new AbortController();
    stopping.abort();
    const reading = { ...room, owner: 'worker-1', now: () => new Date(), dataDir: dataDir() };
    await readUpload(reading, ref, stopping.signal);
    const { position } = await room.db.fileGeneration.findFirstOrThrow();
    expect(Number(position)).toBeLessThan(long.length);
    expect((await uploadById(room.db, ref))?.state).toBe('received');
    await read(ref, 'worker-2');
    expect(await room.events()).toBe(40_000);
    expect((await uploads())[0]).toMatchObject({ state: 'done', events: 40_000, knownBytes: 0 });
  });

  test.each([
    ['notes.txt', Buffer.from('buy milk\nand bread\n'), /^no format recognises/],
    ['mail.log.xz', Buffer.from('\xfd7zXZ\0…', 'latin1'), /compressed with xz.*unpack it first/],
    ['mail.log.gz', gzipSync(Buffer.from(messages(0, 500))).subarray(0, 900), /damaged or cut off/],
    ['empty.gz', gzipSync(''), /holds nothing/],
  ])('that cannot be read says why, and keeps nothing: %s', async (name, content, fault) => {
    const ref = await bring(name, content);
    await read(ref);
    const upload = await uploadById(room.db, ref);
    expect(upload?.state).toBe('failed');
    expect(upload?.fault).toMatch(fault);
    expect(await parts()).toBe(0);
    expect(await retryUpload(room.db, OPERATOR, ref)).toBe(false);
  });

  test('whose format is named is read by it', async () => {
    const ref = await bring('notes.txt', Buffer.from('buy milk\nand bread\n'), { format: 'postfix' });
    await read(ref);
    expect((await uploads())[0]).toMatchObject({ state: 'done', events: 0, records: { unparsed: 2 } });
  });

  test('that fails for another reason is tried again, later each time, and given up in the end', async () => {
    const ref = await bring('mail.log', LOG);
    await fs.writeFile(room.at('data'), 'a file where the folder should be');
    const due = (minutes: number) =>
      unreadUploads(room.db, room.source.id, new Date(Date.now() + minutes * 60_000));
    await expect(read(ref)).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(await due(0)).toEqual([]);
    expect(await due(5)).toEqual([ref].map(({ sourceId, uploadId }) => ({ sourceId, uploadId })));
    for (let attempt = 2; attempt <= 5; attempt++) await expect(read(ref)).rejects.toThrow();
    expect(await due(60)).toEqual([]);
    expect((await uploads())[0]).toMatchObject({ state: 'failed', attempts: 5 });

    await fs.rm(room.at('data'));
    expect(await retryUpload(room.db, OPERATOR, ref)).toBe(true);
    await read(ref);
    expect(await room.events()).toBe(3);
  });
});

describe('parts', () => {
  const CONTENT = Buffer.from('0123456789');
  const begin = () =>
    beginUpload(room.db, OPERATOR, {
      ...{ sourceId: room.source.id, name: 'ten', format: 'auto', sizeBytes: 10, modifiedAt: WRITTEN },
    });
  const send = (ref: UploadRef, from: number, to: number) =>
    receivePart(room.db, ref, from, new Uint8Array(CONTENT.subarray(from, to)));

  test('are kept once, in order, up to the size that was announced', async () => {
    const ref = await begin();
    expect(await send(ref, 0, 4)).toEqual({ receivedBytes: 4, isWhole: false, refusal: null });
    expect(await send(ref, 0, 4)).toEqual({ receivedBytes: 4, isWhole: false, refusal: null });
    expect(await send(ref, 6, 10)).toMatchObject({ receivedBytes: 4, refusal: 'gap' });
    expect(await receivePart(room.db, ref, 4, new Uint8Array(7))).toMatchObject({ refusal: 'beyond' });
    expect(await unreadUploads(room.db, room.source.id, new Date())).toEqual([]);
    expect(await send(ref, 4, 10)).toEqual({ receivedBytes: 10, isWhole: true, refusal: null });
    expect(await send(ref, 4, 10)).toMatchObject({ isWhole: true, refusal: null });
    expect(await receivePart(room.db, ref, 10, new Uint8Array(1))).toMatchObject({ refusal: 'ended' });
    expect(await parts()).toBe(2);
    expect(await unreadUploads(room.db, room.source.id, new Date())).toHaveLength(1);
    expect(await receivePart(room.db, { ...ref, uploadId: 999_999 }, 0, new Uint8Array(1))).toBeNull();
  });

  test('that arrive twice at once are one', async () => {
    const ref = await begin();
    const both = await Promise.all([send(ref, 0, 10), send(ref, 0, 10)]);
    expect(both.map((one) => one?.isWhole)).toEqual([true, true]);
    expect(await parts()).toBe(1);
  });

  test('go on where an upload of the same file was broken off', async () => {
    const ref = await begin();
    await send(ref, 0, 4);
    expect(await begin()).toEqual({ ...ref, receivedBytes: 4 });
    await send(ref, 4, 10);
    expect((await begin()).uploadId).not.toBe(ref.uploadId);
  });

  test('are let go where the rest has not come for long', async () => {
    const ref = await begin();
    await send(ref, 0, 4);
    expect(await abandonUploads(room.db, new Date(Date.now() - 3_600_000))).toBe(0);
    expect(await abandonUploads(room.db, new Date(Date.now() + 1000))).toBe(1);
    expect((await uploadById(room.db, ref))?.state).toBe('abandoned');
    expect(await parts()).toBe(0);
    expect(await send(ref, 4, 10)).toMatchObject({ refusal: 'ended' });
  });
});

import fs from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { takeLease } from '@/lib/store/file-lease';
import { ensureSource } from '@/lib/store/sources';
import { type MailRoom, openMailRoom } from './mail-room';
import { bounced, messages, queued } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const sourceOf = (name: string, kind: 'file' | 'import') =>
  ensureSource(room.db, { name, kind, format: 'auto', paths: [], timeZone: 'UTC' });

/** Registers the file with a source and reads all that is complete of it. @returns whose it is. */
async function read(source: Awaited<ReturnType<typeof sourceOf>>, file: string): Promise<number> {
  const { sourceId, generationId } = (await registerFile(room.db, source, file))!;
  const reading = { db: room.db, recorder: room.recorder, owner: source.name, now: () => new Date() };
  await readFile(reading, { sourceId, generationId }, { isComplete: false });
  return sourceId;
}
const duplicates = async (id: number) =>
  Number((await room.db.source.findUniqueOrThrow({ where: { id } })).duplicates);

test('a file that is followed is imported with nothing counted again', async () => {
  const [logs, imports] = [await sourceOf('logs', 'file'), await sourceOf('archive', 'import')];
  const file = await room.write('mail.log', messages(0, 10));
  expect(await read(logs, file)).toBe(logs.id);
  expect(await read(imports, file)).toBe(logs.id);
  expect(await read(imports, await room.write('copy.log.gz', gzipSync(messages(0, 10))))).toBe(logs.id);
  expect(await room.events()).toBe(10);
  await fs.appendFile(file, messages(10, 5));
  expect(await read(imports, file)).toBe(logs.id);
  expect(await read(logs, file)).toBe(logs.id);
  expect(await room.events()).toBe(15);
});

test('a file that was imported is followed from there on, with its open messages', async () => {
  const [logs, imports] = [await sourceOf('logs', 'file'), await sourceOf('archive', 'import')];
  const file = await room.write('mail.log', messages(0, 10) + queued(10));
  expect(await read(imports, file)).toBe(imports.id);
  await fs.appendFile(file, bounced(10) + messages(11, 4));
  expect(await read(logs, file)).toBe(logs.id);
  expect(await room.events()).toBe(15);
  expect(await duplicates(logs.id)).toBe(10);
  const joined = await room.db.event.findFirstOrThrow({
    where: { sourceId: logs.id },
    orderBy: { at: 'asc' },
  });
  const labels = await room.db.labelSet.findUniqueOrThrow({ where: { id: joined.labelSetId } });
  expect(labels.sendingDomain).toBe('shop.example');
  // Imported once more, it belongs to who follows it.
  await fs.appendFile(file, messages(15, 5));
  expect(await read(imports, file)).toBe(logs.id);
  expect(await room.events()).toBe(20);
});

test('a file that is being imported is followed once that has ended', async () => {
  const [logs, imports] = [await sourceOf('logs', 'file'), await sourceOf('archive', 'import')];
  const file = await room.write('mail.log', messages(0, 10));
  const ref = (await registerFile(room.db, imports, file))!;
  await takeLease(room.db, ref, 'elsewhere', new Date());
  await expect(registerFile(room.db, logs, file)).rejects.toThrow('being imported now');
  await room.db.fileGeneration.updateMany({ data: { leaseUntil: new Date(0) } });
  await read(logs, file);
  expect(await room.events()).toBe(10);
});

test('a file that two sources are to follow belongs to the first', async () => {
  const [logs, more] = [await sourceOf('logs', 'file'), await sourceOf('more', 'file')];
  const file = await room.write('mail.log', messages(0, 10));
  await read(logs, file);
  await expect(registerFile(room.db, more, file)).rejects.toThrow('followed as a part of the source "logs"');
});

test('a file belongs to who imported it first, also where several come upon it at once', async () => {
  const sources = await Promise.all(['a', 'b', 'c', 'd'].map((name) => sourceOf(name, 'import')));
  const file = await room.write('mail.log', messages(0, 10));
  const owners = await Promise.all(sources.map((source) => read(source, file)));
  expect(new Set(owners).size).toBe(1);
  for (const source of sources) expect(await read(source, file)).toBe(owners[0]);
  expect(await room.events()).toBe(10);
});

test('another file that begins alike is another file', async () => {
  const [logs, imports] = [await sourceOf('logs', 'file'), await sourceOf('archive', 'import')];
  const begins = messages(0, 100);
  expect(await read(logs, await room.write('mail.log', begins + messages(100, 10)))).toBe(logs.id);
  expect(await read(imports, await room.write('other.log', begins + messages(200, 10)))).toBe(imports.id);
  expect(await room.events()).toBe(220);
});

test('read as something else on demand, it is another matter', async () => {
  const [logs, imports] = [await sourceOf('logs', 'file'), await sourceOf('archive', 'import')];
  const file = await room.write('mail.log', messages(0, 10));
  await read(logs, file);
  expect(await read({ ...imports, format: 'exim' }, file)).toBe(imports.id);
});

import fs from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerFile } from '@/lib/ingest/register-file';
import { type MailRoom, openMailRoom } from './mail-room';
import { messages } from './postfix-lines';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const TEN = messages(0, 10);
const TWENTY = messages(0, 20);

describe('content that has been read before is the same generation', () => {
  test('the same file twice', async () => {
    const file = await room.write('mail.log', TEN);
    const first = await room.importFile(file);
    expect(await room.importFile(file)).toBe(first);
    expect(await room.events()).toBe(10);
  });

  test('a file that has grown is read on', async () => {
    const file = await room.write('mail.log', TEN);
    const first = await room.importFile(file);
    await fs.appendFile(file, TWENTY.slice(TEN.length));
    expect(await room.importFile(file)).toBe(first);
    expect(await room.events()).toBe(20);
  });

  test('a copy, and a copy that has grown', async () => {
    const first = await room.importFile(await room.write('mail.log', TEN));
    expect(await room.importFile(await room.write('copy.log', TEN))).toBe(first);
    expect(await room.importFile(await room.write('longer.log', TWENTY))).toBe(first);
    expect(await room.events()).toBe(20);
  });

  test('a gzipped copy, and the plain file after it', async () => {
    const first = await room.importFile(await room.write('mail.log.gz', gzipSync(TEN)));
    expect(await room.importFile(await room.write('mail.log', TEN))).toBe(first);
    expect(await room.importFile(await room.write('mail.log.2.gz', gzipSync(TWENTY)))).toBe(first);
    expect(await room.events()).toBe(20);
  });

  test('an older, shorter copy brings nothing', async () => {
    const file = await room.write('mail.log', TEN);
    const first = await room.importFile(file);
    await fs.appendFile(file, TWENTY.slice(TEN.length));
    await room.importFile(file);
    expect(await room.importFile(await room.write('older.log', TEN))).toBe(first);
    expect(await room.events()).toBe(20);
  });

  test('a file that was renamed by rotation is read on under its new name', async () => {
    const file = await room.write('mail.log', TEN);
    const first = await room.readOn(file);
    await fs.rename(file, room.at('mail.log.1'));
    await fs.appendFile(room.at('mail.log.1'), TWENTY.slice(TEN.length));
    const fresh = await room.write('mail.log', messages(100, 5));
    expect(await room.readOn(room.at('mail.log.1'))).toBe(first);
    expect(await room.readOn(fresh)).not.toBe(first);
    expect(await room.events()).toBe(25);
  });

  test('a file that was shorter than its identity when it was first seen', async () => {
    const file = await room.write('mail.log', messages(0, 1));
    const first = await room.readOn(file);
    await fs.appendFile(file, TEN.slice(messages(0, 1).length));
    expect(await room.readOn(file)).toBe(first);
    expect(await room.importFile(await room.write('copy.log', TEN))).toBe(first);
    expect(await room.events()).toBe(10);
  });
});

test('many that come upon a new file together make one generation of it', async () => {
  const file = await room.write('mail.log', TEN);
  const found = await Promise.all(Array.from({ length: 8 }, () => registerFile(room.db, room.source, file)));
  expect(new Set(found.map((one) => one?.generationId)).size).toBe(1);
});

describe('other content is a generation of its own', () => {
  test('two files that begin alike for more than a kilobyte', async () => {
    expect(TEN.length).toBeGreaterThan(2048);
    const first = await room.importFile(await room.write('a.log', TEN + messages(100, 5)));
    const second = await room.importFile(await room.write('b.log', TEN + messages(200, 5)));
    expect(second).not.toBe(first);
    expect(await room.events()).toBe(30);
  });

  test('two files that begin alike and are met before either is read', async () => {
    const files = [
      await room.write('c.log', TEN + messages(700, 5)),
      await room.write('d.log', TEN + messages(800, 5)),
    ];
    const met = [];
    for (const file of files) met.push(await registerFile(room.db, room.source, file));
    expect(met[0]!.generationId).not.toBe(met[1]!.generationId);
  });

  test('an inode that is used again', async () => {
    const file = await room.write('mail.log', TEN);
    const first = await room.importFile(file);
    const { inode } = await room.generation(first);
    // Overwritten in place: the same inode, and longer than before, as after copytruncate and a busy minute.
    await fs.writeFile(file, messages(500, 30));
    expect((await fs.stat(file, { bigint: true })).ino).toBe(inode);
    expect(await room.importFile(file)).not.toBe(first);
    expect(await room.events()).toBe(40);
  });

  test('a file that was cut short and written anew', async () => {
    const file = await room.write('mail.log', TWENTY);
    const first = await room.importFile(file);
    await fs.truncate(file, 0);
    await fs.appendFile(file, messages(300, 3));
    expect(await room.importFile(file)).not.toBe(first);
    expect(await room.events()).toBe(23);
  });
});

describe('what cannot be told yet', () => {
  test('an empty file is nothing so far', async () => {
    expect(await registerFile(room.db, room.source, await room.write('mail.log', ''))).toBeNull();
    expect(await room.db.fileGeneration.count()).toBe(0);
  });

  test('a file in no known format says so, and is told again once it has grown', async () => {
    const file = await room.write('mail.log', 'Jan  5 00:00:00 relay1 kernel: nothing about mail\n');
    const registered = await registerFile(room.db, room.source, file);
    expect(registered?.format).toBeNull();
    expect((await room.generation(registered!.generationId)).fault).toMatch(/no format recognises/);
    await fs.appendFile(file, TEN);
    expect((await registerFile(room.db, room.source, file))?.format).toBe('postfix');
    expect((await room.generation(registered!.generationId)).fault).toBeNull();
  });

  test('a folder and a missing file are refused by name', async () => {
    await expect(registerFile(room.db, room.source, room.at('.'))).rejects.toThrow(/EISDIR/);
    await expect(registerFile(room.db, room.source, room.at('missing.log'))).rejects.toThrow(/ENOENT/);
  });
});

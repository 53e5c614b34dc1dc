import fs from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues, type Queues } from '@/lib/queues';
import { CONFIGURED_SOURCE } from '@/lib/store/sources';
import { followSources } from '@/workers/follow-sources';
import { workOnFiles } from '@/workers/read-file';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { messages } from '../ingest/postfix-lines';

vi.setConfig({ testTimeout: 180_000 });

let room: MailRoom;
let queues: Queues;
let closing: (() => Promise<void>)[];
let zone: string;

beforeEach(async () => {
  room = await openMailRoom();
  closing = [];
  zone = 'UTC';
  const preparing = openQueues({ databaseUrl: room.databaseUrl, redisUrls: [] });
  await preparing.prepare();
  await preparing.close();
});
afterEach(async () => {
  await stop();
  await room.close();
});

/** A worker of this room: its files are followed, and read. */
async function start(...globs: string[]): Promise<void> {
  const env = readEnv({
    DATABASE_URL: room.databaseUrl,
    BOUNCEBOARD_LOGS: globs.map(room.at).join(','),
    BOUNCEBOARD_TIME_ZONE: zone,
    NODE_ENV: 'test',
  });
  queues = openQueues({ databaseUrl: room.databaseUrl, redisUrls: [] });
  const { db, recorder } = room;
  const deployment = { env, log: openLog('silent', 'test'), db, recorder, queues };
  workOnFiles(deployment);
  const following = await followSources(deployment);
  closing.push(following.close, queues.close);
}
async function stop(): Promise<void> {
  for (const close of closing.splice(0)) await close();
}
const until = (events: number, timeout = 25_000) =>
  vi.waitFor(async () => expect(await room.events()).toBe(events), { timeout, interval: 50 });

describe('what the environment names', () => {
  test('is followed as it names it now, also in another time zone, and not without it', async () => {
    await room.write('a.log', messages(0, 2));
    await room.write('b.log', messages(10, 3));
    await start('a.log');
    await until(2);
    await stop();
    zone = 'Asia/Tokyo';
    await start('b.log');
    await until(5);
    const source = await room.db.source.findUniqueOrThrow({ where: { name: CONFIGURED_SOURCE } });
    expect(source).toMatchObject({ paths: [room.at('b.log')], timeZone: 'Asia/Tokyo' });
    const { at } = await room.db.event.findFirstOrThrow({ orderBy: { at: 'asc' } });
    expect(at.getUTCHours()).toBe(15);
    await stop();
    await fs.appendFile(room.at('b.log'), messages(13, 1));
    await room.write('c.log', messages(20, 1));
    await start();
    await room.db.source.create({
      data: { name: 'other', kind: 'file', paths: [room.at('c.log')], timeZone: 'UTC' },
    });
    await until(6);
    expect(await room.db.fileGeneration.count({ where: { path: room.at('b.log'), events: 3 } })).toBe(1);
  });
});

describe('a followed file', () => {
  test('is read as it grows, soon after each line', async () => {
    const file = await room.write('mail.log', messages(0, 5));
    await start('mail.log');
    await until(5);
    for (let n = 5; n < 10; n++) {
      await fs.appendFile(file, messages(n, 1));
      await until(n + 1);
    }
  });

  test('may not be there yet, or be empty', async () => {
    await room.write('empty.log', '');
    await start('empty.log', 'later*.log');
    await fs.appendFile(room.at('empty.log'), messages(0, 2));
    await fs.writeFile(room.at('later.log'), messages(10, 3));
    await until(5);
  });

  test('that is rotated by renaming is read to its end, and its successor from its start', async () => {
    const file = await room.write('mail.log', messages(0, 5));
    await start('mail.log');
    await until(5);
    await fs.appendFile(file, messages(5, 3));
    await fs.rename(file, room.at('mail.log.1'));
    await fs.appendFile(room.at('mail.log.1'), messages(8, 2));
    await fs.writeFile(file, messages(100, 4));
    await until(14);
    await fs.appendFile(file, messages(104, 1));
    await until(15);
  });

  test('that was rotated while no worker ran is read to its end all the same', async () => {
    const file = await room.write('mail.log', messages(0, 5));
    await start('mail.log');
    await until(5);
    await stop();
    await fs.appendFile(file, messages(5, 5));
    await fs.rename(file, room.at('mail.log.1'));
    await fs.writeFile(file, messages(100, 4));
    await start('mail.log');
    await until(14);
  });

  test('that is cut short and written anew is read from its start', async () => {
    const file = await room.write('mail.log', messages(0, 10));
    await start('mail.log');
    await until(10);
    await fs.truncate(file, 0);
    await fs.appendFile(file, messages(200, 3));
    await until(13);
    await fs.appendFile(file, messages(203, 1));
    await until(14);
  });

  test('that is cut short and has outgrown its old size between two looks is read from its start', async () => {
    const file = await room.write('mail.log', messages(0, 10));
    await start('mail.log');
    await until(10);
    await fs.writeFile(file, messages(300, 25));
    await until(35);
    await fs.appendFile(file, messages(325, 1));
    await until(36);
  });

  test('is not read twice under a glob that its rotated copies match too', async () => {
    const file = await room.write('mail.log', messages(0, 5));
    await start('mail.log*');
    await until(5);
    await fs.rename(file, room.at('mail.log.1'));
    await fs.writeFile(file, messages(100, 2));
    await until(7);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(await room.events()).toBe(7);
  });
});

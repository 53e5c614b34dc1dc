import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { prepareStore } from '@/bin/supervisor/store';
import { openSecretBox } from '@/lib/secret-box';
import { createSource } from '@/lib/store/source-settings';
import { seededRandom } from '../bench/seeded-random';
import { bounceboard, type Running } from '../bin/bounceboard';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { quietPort } from '../sources/quiet-port';
import { report } from '../workers/bounce-mail';
import { EXTENT } from './extent';
import { terminateOthers } from './statements';

const SENDERS = 4;
/** A job that dies with its worker is found by the sweep, which takes up to a minute. */
const WAIT = { timeout: 180_000, interval: 100 };

let room: MailRoom;
let port: number;
let worker: Running | null;
beforeEach(async () => {
  room = await openMailRoom();
  port = await quietPort();
  worker = null;
  await prepareStore(room.databaseUrl, []);
  await createSource(room.db, openSecretBox({ secretKeys: [], dataDir: room.at('data') }), {
    ...{ name: 'bounces', kind: 'smtp', format: 'mail', timeZone: 'UTC' },
    settings: { port, recipients: ['return.example'] },
  });
});
afterEach(async () => {
  worker?.child.kill('SIGKILL');
  await worker?.ended;
  await room.close();
});

function start(): void {
  worker = bounceboard(['worker'], {
    ...{ DATABASE_URL: room.databaseUrl, BOUNCEBOARD_DATA: room.at('data'), BOUNCEBOARD_ADMIN_PORT: '0' },
    BOUNCEBOARD_LOG_LEVEL: 'error',
  });
}

/** As a mail server does: what was not answered with 250 stays in the queue, and is tried again. */
async function sendAll(count: number, onStored: (stored: number) => void): Promise<void> {
  const queue = Array.from({ length: count }, (_, n) => n);
  let stored = 0;
  const sender = async () => {
    for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
      const client = nodemailer.createTransport({
        ...{ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.example.org' },
        ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 90_000 },
      });
      try {
        await client.sendMail({ envelope: { from: '', to: 'bounces@return.example' }, raw: report(n) });
        onStored(++stored);
      } catch {
        queue.push(n);
        await sleep(100);
      } finally {
        client.close();
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
}

test(
  'reports whose worker is killed, and whose store is cut off, again and again are each counted once',
  async () => {
    const random = seededRandom(23);
    start();
    let kills = 0;
    let killing = Promise.resolve();
    await sendAll(EXTENT.mails, (stored) => {
      // In the middle of whatever the other senders' mails have come to.
      const isTime = stored % Math.floor(EXTENT.mails / (EXTENT.mailKills + 1)) === 0;
      if (!isTime || stored === EXTENT.mails) return;
      killing = killing.then(async () => {
        await sleep(random() * 30);
        if (kills++ % 2 === 1) {
          await terminateOthers(room.db);
          return;
        }
        worker?.child.kill('SIGKILL');
        await worker?.ended;
        start();
      });
    });
    await killing;
    expect(kills).toBeGreaterThanOrEqual(EXTENT.mailKills);
    await vi.waitFor(async () => expect(await room.events()).toBe(EXTENT.mails), WAIT);
    expect(await room.db.ingestBatch.count()).toBe(EXTENT.mails);
    expect(
      await room.db.event.groupBy({ by: ['originId'], having: { originId: { _count: { gt: 1 } } } }),
    ).toEqual([]);
    worker?.child.kill('SIGTERM');
    const { code, err } = (await worker?.ended)!;
    expect({ code, err }).toMatchObject({ code: 0 });
  },
  EXTENT.timeoutMs,
);

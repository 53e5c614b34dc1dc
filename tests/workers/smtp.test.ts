import net from 'node:net';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unparsedExamples } from '@/lib/queries/unparsed-examples';
import { quietPort } from '../sources/quiet-port';
import { report } from './bounce-mail';
import { type ListeningRoom, openListeningRoom } from './listening-room';

vi.setConfig({ testTimeout: 120_000 });
const WAIT = { timeout: 30_000, interval: 50 };

let room: ListeningRoom;
let port: number;
beforeEach(async () => {
  room = await openListeningRoom();
  port = await quietPort();
});
afterEach(() => room.close());

async function listening(): Promise<void> {
  await vi.waitFor(
    () =>
      new Promise<void>((resolve, reject) => {
        const socket = net.connect(port, '127.0.0.1');
        socket.once('data', () => resolve(void socket.destroy()));
        socket.once('error', reject);
      }),
    WAIT,
  );
}

const send = (raw: string, to = 'bounces@return.example') =>
  nodemailer
    .createTransport({ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.example.org' })
    .sendMail({ envelope: { from: '', to }, raw });

test('a report becomes an event, for the recipient that it names or that the return path names', async () => {
  await room.add('smtp', {
    port,
    recipients: ['return.example'],
    returnPath: 'b-{recipient}@return.example',
  });
  await room.work();
  await listening();
  await send(report(1));
  await send(report(2, { names: false }), 'b-carla+x=example.com@return.example');
  await room.untilEvents(2);
  const events = await room.db.event.findMany({ orderBy: { originId: 'asc' } });
  expect(events.map(({ recipient, diagnostic }) => ({ recipient, diagnostic }))).toEqual([
    { recipient: 'u***@example.org', diagnostic: '550 5.1.1 User unknown' },
    { recipient: 'c***@example.com', diagnostic: '550 5.1.1 User unknown' },
  ]);
});

test('a mail that is made to be too much is read in part, that is said, and the next is read as ever', async () => {
  const sourceId = await room.add('smtp', { port, recipients: ['return.example'] });
  await room.work();
  await listening();
  const part = (n: number) =>
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; u${n}@example.net\r\nAction: failed\r\n\r\n`;
  const parts = Array.from({ length: 5_000 }, (_, n) => part(n)).join('');
  await send(`From: a@example.net\r\nContent-Type: multipart/report; boundary=b\r\n\r\n${parts}`);
  await send(report(1));
  await room.untilEvents(257);
  const told = await unparsedExamples(room.db, sourceId, 5);
  expect(told.map(({ reason }) => reason)).toEqual(['read in part: more than 256 parts']);
  expect(await room.db.ingestBatch.count({ where: { state: 'dead' } })).toBe(0);
});

test('while the store is away mail is deferred, and what is sent again afterwards counts once', async () => {
  const id = await room.add('smtp', { port, recipients: ['bounces@return.example'] });
  await room.work();
  await listening();
  await send(report(1));
  await room.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
  const refused = await Promise.all(
    [2, 3, 4].map((n) => send(report(n)).catch((error: { responseCode: number }) => error.responseCode)),
  );
  expect(refused).toEqual([451, 451, 451]);
  await room.untilFault(id, /mail cannot be stored, its senders keep it/);
  await room.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
  // The client of the first never saw its answer, and sends it again, too.
  for (const n of [1, 2, 3, 4]) await send(report(n));
  await room.untilEvents(4);
  await room.untilFault(id, null);
  expect(await room.arrivals()).toHaveLength(4);
});

test('while more waits to be read than can be in time, mail is deferred', async () => {
  const id = await room.add('smtp', { port, recipients: ['return.example'] });
  await room.work();
  await listening();
  await room.db.$executeRaw`
    INSERT INTO ingest_batch (source_id, format, content, idempotency_key)
    SELECT ${id}::int, 'mail', '', n::text FROM generate_series(1, 10000) n`;
  await expect(send(report(1))).rejects.toMatchObject({ responseCode: 451 });
  await room.untilFault(id, /in 10000 batches wait to be read/);
  await room.db.ingestBatch.deleteMany();
  await vi.waitFor(() => send(report(1)), WAIT);
  await room.untilEvents(1);
  await room.untilFault(id, null);
});

test('settings that cannot be are refused before they are stored', async () => {
  await expect(room.add('smtp', { port, recipients: [] })).rejects.toThrow(/recipients/);
  await expect(room.add('smtp', { port, recipients: ['x y'] })).rejects.toThrow(/domain or an address/);
  await expect(
    room.add('smtp', { port, recipients: ['return.example'], returnPath: 'bounces@return.example' }),
  ).rejects.toThrow(/returnPath/);
  await expect(
    room.add('smtp', { port, recipients: ['return.example'], certificateFile: '/etc/x.pem' }),
  ).rejects.toThrow(/keyFile/);
});

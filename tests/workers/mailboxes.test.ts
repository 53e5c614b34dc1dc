import fs from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DOVECOT_IS_INSTALLED, type Dovecot, openDovecot } from '../sources/dovecot';
import { report } from './bounce-mail';
import { type ListeningRoom, openListeningRoom } from './listening-room';

vi.setConfig({ testTimeout: 120_000 });
const WAIT = { timeout: 40_000, interval: 50 };

let room: ListeningRoom;
beforeEach(async () => {
  room = await openListeningRoom();
});
afterEach(() => room.close());

const holder = async (id: number) => (await room.db.source.findUniqueOrThrow({ where: { id } })).leaseOwner;
const untilHeldBy = (id: number, owner: string) =>
  vi.waitFor(async () => expect(await holder(id)).toBe(owner), WAIT);

describe('a Maildir', () => {
  let path: string;
  beforeEach(async () => {
    path = room.at('Maildir');
    for (const name of ['new', 'cur', 'tmp']) await fs.mkdir(`${path}/${name}`, { recursive: true });
  });
  const deliver = async (n: number) => {
    await fs.writeFile(`${path}/tmp/${n}.mx`, report(n));
    await fs.rename(`${path}/tmp/${n}.mx`, `${path}/new/${n}.mx`);
  };
  const seen = async () => (await fs.readdir(`${path}/cur`)).filter((name) => name.endsWith(':2,S')).length;

  test('is taken from by one worker of several, and by another when that one ends', async () => {
    const id = await room.add('maildir', { path });
    const first = await room.work('elsewhere-1');
    await untilHeldBy(id, 'elsewhere-1');
    const second = await room.work('elsewhere-2');
    for (let n = 0; n < 5; n++) await deliver(n);
    await room.untilEvents(5);
    expect(await holder(id)).toBe('elsewhere-1');
    await first.stop();
    await untilHeldBy(id, 'elsewhere-2');
    await deliver(5);
    await room.untilEvents(6);
    await vi.waitFor(async () => expect(await seen()).toBe(6), WAIT);
    await second.stop();
    expect(await holder(id)).toBeNull();
  });

  test('of a worker that is gone without a word is taken over', async () => {
    const id = await room.add('maildir', { path });
    await deliver(0);
    const lease = { leaseOwner: 'elsewhere-1', leaseUntil: new Date(Date.now() - 1_000) };
    await room.db.source.update({ where: { id }, data: lease });
    await room.work('elsewhere-2');
    await room.untilEvents(1);
  });

  test('waits while the store is away, and brings each mail once', async () => {
    const id = await room.add('maildir', { path });
    await room.work();
    await deliver(0);
    await room.untilEvents(1);
    await room.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
    for (let n = 1; n < 20; n++) await deliver(n);
    await room.untilFault(id, /mail cannot be stored, and stays in the Maildir/);
    await room.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
    await room.untilEvents(20);
    await room.untilFault(id, null);
    expect(await seen()).toBe(20);
  });

  test('that is not there is told of', async () => {
    const id = await room.add('maildir', { path: room.at('none') });
    await room.work();
    await room.untilFault(id, /there is no Maildir folder .*none\/new/);
  });
});

describe.skipIf(!DOVECOT_IS_INSTALLED)('a mailbox by IMAP', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await openDovecot();
  });
  afterAll(() => dovecot?.remove());

  const settings = (user: string) => ({ host: '127.0.0.1', port: dovecot.port, security: 'none', user });

  test('is read with a password that is sealed in the store, and read on after a restart', async () => {
    const id = await room.add('imap', { ...settings('ana'), password: 'secret' });
    const { settings: stored } = await room.db.source.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(stored)).not.toContain('secret');
    await dovecot.deliver('ana', 'm0', report(0));
    const worker = await room.work();
    await room.untilEvents(1);
    await worker.stop();
    await dovecot.deliver('ana', 'm1', report(1));
    await room.work();
    await room.untilEvents(2);
    expect(await room.arrivals()).toHaveLength(2);
  });

  test('whose password is wrong says so, and is read as soon as it has been put right', async () => {
    await dovecot.deliver('ben', 'm0', report(0));
    const id = await room.add('imap', { ...settings('ben'), password: 'old' });
    await room.work();
    await room.untilFault(id, /refuses the login of ben/);
    await room.change(id, { ...settings('ben'), password: 'secret' });
    await room.untilEvents(1);
    await room.untilFault(id, null);
  });

  test('keeps its mail while the store is away, and brings each once', async () => {
    const id = await room.add('imap', { ...settings('eva'), password: 'secret', afterwards: 'delete' });
    await room.work();
    await dovecot.deliver('eva', 'm0', report(0));
    await room.untilEvents(1);
    await room.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
    for (let n = 1; n < 5; n++) await dovecot.deliver('eva', `m${n}`, report(n));
    await room.untilFault(id, /127\.0\.0\.1:\d+: .*mail cannot be stored, and stays in the mailbox/s);
    await room.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
    await room.untilEvents(5);
    expect(await room.arrivals()).toHaveLength(5);
  });

  test('needs a password, and a folder to move to', async () => {
    await expect(room.add('imap', settings('ana'))).rejects.toThrow(/password/);
    const move = { ...settings('ana'), password: 'a', afterwards: 'move' };
    await expect(room.add('imap', move)).rejects.toThrow(/moveTo/);
    await expect(room.add('imap', { ...move, moveTo: 'INBOX' })).rejects.toThrow(/another folder/);
  });
});

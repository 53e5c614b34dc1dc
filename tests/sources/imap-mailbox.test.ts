import fs from 'node:fs/promises';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Polling, pauseAfter, pollMailbox, PAUSES as REAL_PAUSES } from '@/lib/sources/imap-mailbox';
import type { ImapPosition } from '@/lib/sources/imap-session';
import { DOVECOT_IS_INSTALLED, type Dovecot, openDovecot } from './dovecot';

vi.setConfig({ testTimeout: 90_000 });
const WAIT = { timeout: 30_000, interval: 20 };
const PAUSES = { awayMs: 50, refusedMs: 50, lastMs: 200 };

describe.skipIf(!DOVECOT_IS_INSTALLED)('a mailbox on a real IMAP server', () => {
  let dovecot: Dovecot;
  let users = 0;
  let user: string;
  let taken: Map<string, string>;
  let arrivals: number;
  let position: ImapPosition | null;
  let fault: string | null | undefined;
  let store: () => Promise<void>;
  let polls: { stopping: AbortController; done: Promise<void> }[];

  beforeAll(async () => {
    dovecot = await openDovecot();
  });
  afterAll(() => dovecot?.remove());
  beforeEach(() => {
    user = `user${users++}`;
    taken = new Map();
    arrivals = 0;
    position = null;
    fault = undefined;
    store = async () => {};
    polls = [];
  });
  afterEach(() => stop());

  function poll(options: Partial<Polling> = {}): void {
    const stopping = new AbortController();
    const receiver = {
      position: async () => position,
      notePosition: async (noted: ImapPosition) => {
        position = noted;
      },
      async receive(key: string, mail: Uint8Array) {
        await store();
        arrivals++;
        taken.set(key, Buffer.from(mail).toString());
      },
      onFault: (words: string | null) => {
        fault = words;
      },
      tellLost: async () => {},
    };
    const all: Polling = {
      ...{
        host: '127.0.0.1',
        port: dovecot.port,
        security: 'none',
        user,
        password: 'secret',
        folder: 'INBOX',
      },
      ...{ afterwards: 'seen', moveTo: null, pollSeconds: 300, authority: null, pauses: PAUSES, ...options },
    };
    polls.push({ stopping, done: pollMailbox(all, receiver, stopping.signal) });
  }
  async function stop(): Promise<void> {
    for (const { stopping, done } of polls.splice(0)) {
      stopping.abort();
      await done;
    }
  }

  const mail = (n: number) => `Subject: mail ${n}\r\n\r\nIt failed.\r\n`;
  const deliver = async (from: number, count = 1) => {
    for (let n = from; n < from + count; n++) await dovecot.deliver(user, `m${n}`, mail(n));
  };
  const untilTaken = (count: number) =>
    vi.waitFor(() => {
      const mails = Array.from({ length: count }, (_, n) => mail(n));
      expect([...taken.values()].sort(), String(fault)).toEqual(mails.sort());
    }, WAIT);

  /** As a person looks into a folder. */
  async function look<Result>(
    work: (client: ImapFlow) => Promise<Result>,
    folder = 'INBOX',
  ): Promise<Result> {
    const auth = { user, pass: 'secret' };
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: dovecot.port,
      secure: false,
      doSTARTTLS: false,
      auth,
      logger: false,
    });
    await client.connect();
    await client.mailboxOpen(folder);
    const result = await work(client);
    await client.logout();
    return result;
  }
  const count = (query: object, folder = 'INBOX') =>
    look(async (client) => ((await client.search(query)) || []).length, folder);

  test('is read, marked, and waited at: new mail is told of by the server', async () => {
    await deliver(0, 3);
    poll();
    await untilTaken(3);
    await vi.waitFor(async () => expect(await count({ seen: false })).toBe(0), WAIT);
    expect(await count({ all: true })).toBe(3);
    // It asks by itself in five minutes only.
    await deliver(3, 2);
    await untilTaken(5);
    expect(fault).toBeNull();
  });

  test('is read on where it was left, also what somebody has looked at since', async () => {
    await deliver(0, 2);
    poll();
    await untilTaken(2);
    await vi.waitFor(() => expect(position?.uid).toBe(2), WAIT);
    await stop();
    await deliver(2);
    await look((client) => client.messageFlagsAdd('1:*', ['\\Seen']));
    poll();
    await untilTaken(3);
    expect(arrivals).toBe(3);
  });

  test('with a large backlog is read to its end, one mail at a time', async () => {
    await deliver(0, 130);
    let open = 0;
    let most = 0;
    store = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
    };
    poll();
    await untilTaken(130);
    await vi.waitFor(() => expect(position?.uid).toBe(130), WAIT);
    expect({ arrivals, most }).toEqual({ arrivals: 130, most: 1 });
  });

  test('whose mail is moved once it was taken', async () => {
    await deliver(0, 2);
    poll({ afterwards: 'move', moveTo: 'Taken' });
    await untilTaken(2);
    await vi.waitFor(async () => expect(await count({ all: true }, 'Taken')).toBe(2), WAIT);
    expect(await count({ all: true })).toBe(0);
  });

  test('whose mail is deleted once it was taken, also what was left over', async () => {
    await deliver(0, 2);
    poll();
    await untilTaken(2);
    await vi.waitFor(() => expect(position?.uid).toBe(2), WAIT);
    await stop();
    poll({ afterwards: 'delete' });
    await vi.waitFor(async () => expect(await count({ all: true })).toBe(0), WAIT);
    // They were known to be taken, so they were not fetched again.
    expect(arrivals).toBe(2);
  });

  test('whose mail stays unmarked while it cannot be stored', async () => {
    await deliver(0, 3);
    store = async () => {
      throw new Error('the store is away');
    };
    poll({ afterwards: 'delete' });
    await vi.waitFor(() => expect(fault).toContain('the store is away'), WAIT);
    expect(await count({ all: true })).toBe(3);
    expect(position).toBeNull();
    store = async () => {};
    await untilTaken(3);
    await vi.waitFor(() => expect(fault).toBeNull(), WAIT);
  });

  test('whose server numbers it anew: nothing is missed, and nothing counts twice', async () => {
    await deliver(0, 3);
    poll();
    await untilTaken(3);
    await vi.waitFor(() => expect(position?.uid).toBe(3), WAIT);
    await stop();
    const before = position;
    // The server has lost its index, the mails their marks, and a new one has come.
    const home = dovecot.maildir(user);
    for (const name of await fs.readdir(home))
      if (/^dovecot/.test(name)) await fs.rm(path.join(home, name), { recursive: true });
    for (const name of await fs.readdir(path.join(home, 'cur')))
      await fs.rename(path.join(home, 'cur', name), path.join(home, 'new', name.replace(/:.*/, '')));
    await dovecot.number(user, 4711);
    await deliver(3);
    poll();
    await untilTaken(4);
    await vi.waitFor(() => expect(position?.numbering).not.toBe(before?.numbering), WAIT);
    // Known again by their content; by number they would be seven.
    expect({ arrivals, taken: taken.size }).toEqual({ arrivals: 7, taken: 4 });
  });

  test('whose server goes away comes back with it', async () => {
    await deliver(0);
    poll();
    await untilTaken(1);
    await dovecot.kill();
    await vi.waitFor(
      () => expect(fault).toBe(`127.0.0.1:${dovecot.port} cannot be reached: nothing listens there`),
      WAIT,
    );
    await dovecot.start();
    await deliver(1);
    await untilTaken(2);
    await vi.waitFor(() => expect(fault).toBeNull(), WAIT);
    expect(arrivals).toBe(2);
  });

  test('whose password is wrong says so, without it', async () => {
    poll({ password: 'wrong', pauses: { awayMs: 1, refusedMs: 100, lastMs: 1_000_000 } });
    await vi.waitFor(() => expect(fault).toContain(`refuses the login of ${user}`), WAIT);
    expect(fault).not.toContain('wrong');
    expect(taken.size).toBe(0);
  });

  test('whose folder is not there says so', async () => {
    poll({ folder: 'Bounces' });
    await vi.waitFor(
      () => expect(fault).toMatch(/does not open the folder Bounces for user\d+: ".*exist/),
      WAIT,
    );
  });

  test('that does not exist is a server that cannot be reached', async () => {
    poll({ host: 'imap.invalid' });
    await vi.waitFor(() => expect(fault).toMatch(/^imap\.invalid:\d+ cannot be reached: /), WAIT);
  });

  test('by TLS, whose certificate is trusted where it is named, and not otherwise', async () => {
    await deliver(0);
    poll({ port: dovecot.tlsPort, security: 'tls' });
    await vi.waitFor(() => expect(fault).toMatch(/certificate of 127\.0\.0\.1:\d+ cannot be trusted/), WAIT);
    expect(taken.size).toBe(0);
    await stop();
    const authority = await fs.readFile(
      path.join(import.meta.dirname, '../fixtures/tls/certificate.pem'),
      'utf8',
    );
    poll({ port: dovecot.tlsPort, security: 'tls', authority });
    await untilTaken(1);
    await stop();
    await deliver(1);
    poll({ security: 'starttls', authority });
    await untilTaken(2);
  });
});

test('a server is left alone for longer and longer, and longer still where it refused the login', () => {
  const pauses = (isRefused: boolean) =>
    [0, 1, 2, 3, 4, 10, 10_000].map((failures) => pauseAfter(failures, isRefused, REAL_PAUSES) / 1_000);
  expect(pauses(false)).toEqual([5, 10, 20, 40, 80, 600, 600]);
  expect(pauses(true)).toEqual([60, 120, 240, 480, 600, 600, 600]);
});

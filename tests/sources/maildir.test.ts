import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MaildirOptions, pollMaildir } from '@/lib/sources/maildir';

const WAIT = { timeout: 20_000, interval: 10 };

let folder: string;
let taken: Map<string, string>;
let arrivals: number;
let store: () => Promise<void>;
let fault: string | null | undefined;
let stopping: AbortController;
let polling: Promise<void> | null;
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bb-maildir-'));
  for (const name of ['new', 'cur', 'tmp']) await fs.mkdir(path.join(folder, name));
  taken = new Map();
  arrivals = 0;
  store = async () => {};
  fault = undefined;
  polling = null;
});
afterEach(async () => {
  await stop();
  await fs.rm(folder, { recursive: true, force: true });
});

function poll(options: Partial<MaildirOptions> = {}): void {
  stopping = new AbortController();
  const receiver = {
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
  polling = pollMaildir(
    { path: folder, afterwards: 'seen', lookMs: 20, ...options },
    receiver,
    stopping.signal,
  );
}
async function stop(): Promise<void> {
  stopping?.abort();
  await polling;
}
/** As a mail server delivers: written in `tmp`, then moved. */
async function deliver(name: string, content = `mail ${name}`, to = 'new'): Promise<void> {
  await fs.writeFile(path.join(folder, 'tmp', name), content);
  await fs.rename(path.join(folder, 'tmp', name), path.join(folder, to, name));
}
const listed = async (name: string) => (await fs.readdir(path.join(folder, name))).sort();
const untilTaken = (...names: string[]) =>
  vi.waitFor(
    () => expect([...taken.values()].sort()).toEqual(names.map((name) => `mail ${name}`).sort()),
    WAIT,
  );

test('takes what lies there and what is delivered, and moves it to cur as seen', async () => {
  await deliver('1.a');
  poll();
  await untilTaken('1.a');
  await deliver('2.b');
  await untilTaken('1.a', '2.b');
  await vi.waitFor(async () => expect(await listed('new')).toEqual([]), WAIT);
  expect(await listed('cur')).toEqual(['1.a:2,S', '2.b:2,S']);
  expect(fault).toBeNull();
});

test('takes what another program has moved to cur and nobody has seen, and leaves alone what was', async () => {
  await deliver('1.a:2,', 'mail 1.a', 'cur');
  await deliver('2.b:2,FR', 'mail 2.b', 'cur');
  await deliver('3.c:2,S', 'mail 3.c', 'cur');
  await deliver('4.d:2,T', 'mail 4.d', 'cur');
  await fs.writeFile(path.join(folder, 'new', '.lock'), '');
  await fs.mkdir(path.join(folder, 'new', 'sub'));
  poll();
  await untilTaken('1.a', '2.b');
  await vi.waitFor(
    async () => expect(await listed('cur')).toEqual(['1.a:2,S', '2.b:2,FRS', '3.c:2,S', '4.d:2,T']),
    WAIT,
  );
});

test('removes what was taken, where it is told to', async () => {
  await deliver('1.a');
  poll({ afterwards: 'delete' });
  await untilTaken('1.a');
  await vi.waitFor(
    async () => expect([...(await listed('new')), ...(await listed('cur'))]).toEqual([]),
    WAIT,
  );
});

test('a store that refuses leaves everything unseen, and loses nothing', async () => {
  store = async () => {
    throw new Error('the store is away');
  };
  for (let n = 0; n < 20; n++) await deliver(`${n}.x`);
  poll();
  await vi.waitFor(() => expect(fault).toBe('the store is away'), WAIT);
  const unseen = [...(await listed('new')), ...(await listed('cur'))];
  expect(unseen.filter((name) => !name.endsWith('S'))).toHaveLength(20);
  store = async () => {};
  await untilTaken(...Array.from({ length: 20 }, (_, n) => `${n}.x`));
  await vi.waitFor(() => expect(fault).toBeNull(), WAIT);
});

test('what was taken and not put away before the end keeps its key, so it is one arrival', async () => {
  await deliver('1.a');
  poll();
  await untilTaken('1.a');
  await vi.waitFor(async () => expect(await listed('cur')).toEqual(['1.a:2,S']), WAIT);
  await stop();
  // As a worker leaves it that is killed between the two.
  await fs.rename(path.join(folder, 'cur', '1.a:2,S'), path.join(folder, 'new', '1.a'));
  poll();
  await vi.waitFor(async () => expect(await listed('cur')).toEqual(['1.a:2,S']), WAIT);
  expect(arrivals).toBe(2);
  expect([...taken.keys()]).toEqual(['maildir:1.a']);
});

test('says where there is no Maildir, and goes on once there is', async () => {
  await fs.rm(path.join(folder, 'new'), { recursive: true });
  poll();
  await vi.waitFor(() => expect(fault).toBe(`there is no Maildir folder ${path.join(folder, 'new')}`), WAIT);
  await fs.mkdir(path.join(folder, 'new'));
  await deliver('1.a');
  await untilTaken('1.a');
  await vi.waitFor(() => expect(fault).toBeNull(), WAIT);
});

test('a symbolic link is not followed out of the Maildir', async () => {
  await fs.writeFile(path.join(folder, 'secret'), 'mail secret');
  await fs.symlink(path.join(folder, 'secret'), path.join(folder, 'new', '1.a'));
  await deliver('2.b');
  poll();
  await untilTaken('2.b');
  await vi.waitFor(() => expect(fault).toMatch(/ELOOP/), WAIT);
});

describe.skipIf(process.getuid?.() !== 0)('as root, who may become somebody else', () => {
  test('says what this user may not read, takes nothing that it could not move, and goes on once it may', async () => {
    await deliver('1.a');
    await fs.chmod(folder, 0o755);
    process.seteuid!(65534);
    try {
      poll();
      await vi.waitFor(
        () => expect(fault).toMatch(/this user \(uid \d+\) may not read and move files in .*new/),
        WAIT,
      );
      expect(taken.size).toBe(0);
    } finally {
      process.seteuid!(0);
    }
    await untilTaken('1.a');
  });
});

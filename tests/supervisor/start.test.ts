import fs from 'node:fs/promises';
import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { writePostfixLog } from '../bench/generate-postfix-log';
import { bounceboard, COMMAND_LINE, type Running } from '../bin/bounceboard';
import { openTestStore, type TestStore } from '../store/test-store';
import { type CopiedBuild, copyBuild } from './copied-build';

let build: CopiedBuild;
let store: TestStore;
let started: Running[];
let environment: Record<string, string>;
let url: string;

beforeAll(async () => {
  build = await copyBuild();
}, 300_000);
afterAll(() => build.remove());

beforeEach(async () => {
  store = await openTestStore();
  started = [];
  const port = String(await freePort(0));
  url = `http://127.0.0.1:${port}`;
  environment = {
    DATABASE_URL: store.databaseUrl,
    BOUNCEBOARD_DATA: build.at('data'),
    BOUNCEBOARD_PORT: port,
    BOUNCEBOARD_ADMIN_PORT: '0',
    BOUNCEBOARD_TIME_ZONE: 'UTC',
    HOSTNAME: '127.0.0.1',
    PORT: port,
  };
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await nothingRuns();
  await fs.rm(build.at('data'), { recursive: true, force: true });
  await store.close();
});

function run(args: string[], cli = build.cli, changes: Record<string, string> = {}): Running {
  const running = bounceboard(args, { ...environment, ...changes }, { cli });
  started.push(running);
  return running;
}
const answers = () =>
  vi.waitFor(async () => expect((await fetch(`${url}/api/ready`)).ok).toBe(true), {
    timeout: 30_000,
    interval: 100,
  });
/** The dashboard may answer us a moment before it answers its supervisor. */
const isUp = (running: Running, timeout = 60_000) =>
  vi.waitFor(() => expect(running.printed()).toBe(`Bounceboard is at ${url}\n`), { timeout, interval: 50 });
/** Children let go of their work first, so they may outlive their supervisor by a moment. */
const nothingRuns = () =>
  vi.waitFor(() => expect(build.running()).toEqual([]), { timeout: 25_000, interval: 100 });

/** Mail of the hour that has just gone by, as the dashboard shows it without being asked for more. */
async function writeRecentLog(): Promise<string> {
  const file = build.at('mail.log');
  const span = 3_600_000;
  writePostfixLog(file, { seed: 3, lines: 8_000, start: Date.now() - span, span, stamps: 'rfc3339' });
  return file;
}

test('migrate, web, worker and import run outside the checkout, and the dashboard shows what was read', async () => {
  expect((await run(['migrate']).ended).code).toBe(0);
  const file = await writeRecentLog();
  run([], build.server);
  run(['worker']);
  await answers();
  const imported = await run(['import', file]).ended;
  expect(imported).toMatchObject({ code: 0 });
  const rows = await store.db.$queryRaw<{ outcome: string; events: number }[]>`
    SELECT outcome, sum(events)::int AS events FROM rollup JOIN label_set ON label_set.id = label_set_id
     WHERE bucket_minutes = 1440 GROUP BY 1`;
  const counts = Object.fromEntries(rows.map(({ outcome, events }) => [outcome, events]));
  expect(counts.delivered).toBeGreaterThan(900);
  const page = await (await fetch(url)).text();
  const text = page.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, ' ');
  expect(text).toContain(counts.delivered!.toLocaleString('en'));
  expect(text).toContain('Gmail');
});

describe('start', { timeout: 90_000 }, () => {
  test('runs web and worker; killed, it leaves nothing that stops the next one; Ctrl-C ends them all', async () => {
    const first = run(['start']);
    await isUp(first);
    const second = await run(['start']).ended;
    expect(second.code).toBe(1);
    expect(second.err).toBe(
      `bounceboard: already running on ${build.at('data')} (process ${first.child.pid})\n`,
    );
    first.child.kill('SIGKILL');
    await first.ended;

    const next = run(['start']);
    await isUp(next);
    // Those of the first one finish what they do. Left are supervisor and worker; the dashboard goes by a title of its
    // own, and is seen at its address.
    await vi.waitFor(() => expect(build.running()).toHaveLength(2), { timeout: 25_000, interval: 100 });
    next.child.kill('SIGINT');
    expect(await next.ended).toMatchObject({ code: 0, out: `Bounceboard is at ${url}\n` });
    expect(build.running()).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('with its own PostgreSQL is killed, starts again on what is there, and stops all of it', async () => {
    const changes = { DATABASE_URL: '', BOUNCEBOARD_POSTGRES_PORT: '0' };
    // The server's own files are a package of the checkout.
    const first = run(['start'], COMMAND_LINE, changes);
    await isUp(first);
    first.child.kill('SIGKILL');
    await first.ended;
    const postmaster = build.at('data/postgres/postmaster.pid');
    const before = await fs.readFile(postmaster, 'utf8');
    const second = run(['start'], COMMAND_LINE, changes);
    await isUp(second);
    expect(await fs.readFile(postmaster, 'utf8')).toBe(before);
    second.child.kill('SIGINT');
    expect(await second.ended).toMatchObject({ code: 0 });
    await expect(fs.access(postmaster)).rejects.toThrow(/ENOENT/);
  });
});

test('what is set wrong is one line, without a password', { timeout: 90_000 }, async () => {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  const noFolder = /^bounceboard: cannot write to [^\n]+\n$/;
  const ofStart: [Record<string, string>, RegExp][] = [
    [
      { BOUNCEBOARD_PORT: String(port) },
      RegExp(`^bounceboard: port ${port} is taken on 127.0.0.1: set BOUNCEBOARD_PORT to another\n$`),
    ],
    [{ BOUNCEBOARD_DATA: build.at('dist/bin/cli.mjs/data') }, noFolder],
    [{ BOUNCEBOARD_DATA: '/proc/bounceboard' }, noFolder],
  ];
  const ofAll: [Record<string, string>, RegExp][] = [
    [{ DATABASE_URL: 'mysql://u:secret@localhost/x' }, /^bounceboard: DATABASE_URL: [^\n]+\n$/],
    [
      { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' },
      /^bounceboard: DATABASE_URL: no connection [^\n]+\n$/,
    ],
  ];
  const cases = [
    ...ofStart.map(([changes, line]) => ({ args: ['start'], changes, line })),
    ...ofAll.flatMap(([changes, line]) =>
      [['start'], ['migrate'], ['worker'], ['import', 'x.log']].map((args) => ({ args, changes, line })),
    ),
  ];
  const told = cases.map(async ({ args, changes, line }, n) => {
    const folder = { BOUNCEBOARD_DATA: build.at(`data-${n}`) };
    const { code, err } = await run(args, build.cli, { ...folder, ...changes }).ended;
    expect({ args, changes, code, err }).toEqual({
      args,
      changes,
      code: 1,
      err: expect.stringMatching(line),
    });
    expect(err).not.toContain('secret');
  });
  try {
    await Promise.all(told);
  } finally {
    server.close();
  }
});

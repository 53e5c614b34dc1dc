import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn } from '@/lib/auth/login';
import { openTestStore, type TestStore } from '../store/test-store';
import { bounceboard } from './bounceboard';

const PASSWORD = 'walnut ferry 92 quilt';
const ANOTHER = 'seventeen violins whistle';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const run = (args: string[], input = '', env: Record<string, string> = {}) =>
  bounceboard(args, { DATABASE_URL: store.databaseUrl, ...env }, { input }).ended;
const enter = async (name: string, password: string) =>
  (await logIn(store.db, { name, password, token: null }, { address: null, userAgent: null }, new Date()))
    .kind;

test('a dashboard that others reach does not start before there is an account', async () => {
  const data = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-start-'));
  const env = { BOUNCEBOARD_HOST: '0.0.0.0', BOUNCEBOARD_PORT: '0', BOUNCEBOARD_DATA: data };
  const { code, err } = await run(['start'], '', env);
  await fs.rm(data, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(err).toBe(
    'bounceboard: BOUNCEBOARD_HOST is 0.0.0.0, and nobody has to log in yet: make an account first (bin/bounceboard account create NAME)\n',
  );
}, 60_000);

test('accounts are made, listed and given another password, and no password is printed', async () => {
  const made = await run(['account', 'create', 'Ada'], `${PASSWORD}\n`);
  expect(made).toMatchObject({ code: 0, out: 'ada may log in as administrator\n', err: '' });
  expect(await enter('ada', PASSWORD)).toBe('in');
  const reset = await run(['account', 'reset-password', 'ada'], ANOTHER);
  expect(reset.code).toBe(0);
  expect(await store.db.session.count()).toBe(0);
  expect([await enter('ada', PASSWORD), await enter('ada', ANOTHER)]).toEqual(['wrong', 'in']);
  const listed = await run(['account', 'list']);
  expect(listed.out).toMatch(/^ada\tadministrator\tlast logged in 20\d\d-/);
  expect([made, reset, listed].map(({ out, err }) => out + err).join()).not.toMatch(/walnut|violins/);
});

test.each([
  [['account', 'create', 'bob'], 'short', /at least 12 characters; this has 5/],
  [['account', 'create', 'ada'], PASSWORD, /there is an account ada already/],
  [['account', 'create', 'bob', '--role', 'root'], PASSWORD, /there is no role "root"/],
  [['account', 'reset-password', 'nobody'], PASSWORD, /there is no account nobody/],
  [['account'], '', /say what to do/],
])('%j with %j is one complaint', async (args, input, complaint) => {
  const { code, err } = await run(args, input);
  expect(code).toBe(1);
  expect(err).toMatch(complaint);
  expect(err).toMatch(/^bounceboard: /);
});

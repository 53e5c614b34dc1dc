import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { OPERATIONS } from '@/app/_api/operations';
import { BASE } from '@/app/_api/route-base';
import { writeRecipient } from '@/app/_panels/suppression-words';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { prepareStore } from '@/bin/supervisor/store';
import { issueToken } from '@/lib/auth/tokens';
import { createChannel } from '@/lib/notify/channel-changes';
import { eventId } from '@/lib/queries/event-row';
import { secretBox } from '@/lib/secret-box';
import { createSource } from '@/lib/store/source-settings';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { ADMINISTRATOR } from '../auth/people';
import { queued, queueId } from '../ingest/postfix-lines';
import { dumpOf, tablesWith } from '../store/dump';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Dashboard, startDashboard } from './dashboard';
import { cookieOf, makeAccount } from './people';
import { HANDLERS, PAGES } from './routes';

/** Local parts and secrets that stand nowhere else. The dot keeps them from being words of a page. */
const PERSON = 'zq.canary.person';
const SECRETS = ['a1b2c3d4e5f60718293a4b5c6d7e8f90', 'zq-canary-source', 'zq-canary-sign-on'];
const KEY = randomBytes(32);
const CLI = path.join(import.meta.dirname, '../../dist/bin/cli.mjs');

let store: TestStore;
let dashboard: Dashboard;
let worker: ChildProcess;
let folder: string;
let workerLog = '';
let adminPort: number;
let cookie: string;
const tokens: string[] = [];

/** Makes a source that is pushed to. @returns where, and by which token. */
async function source(name: string, kind: 'push' | 'webhook', settings: object = {}): Promise<string> {
  const given = { name, kind, format: 'auto', timeZone: 'UTC', settings };
  const { id: sourceId } = await createSource(store.db, secretBox([KEY]), given);
  const { token } = await issueToken(store.db, {
    ...{ name, scopes: ['ingest'], sourceId, expiresAt: null, createdBy: 'test' },
  });
  tokens.push(token);
  return token;
}

async function post(place: string, token: string, body: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${dashboard.url}/api/v1/${place}`, { method: 'POST', body, headers })).status;
}

/** One bounce as Postfix tells it, in which the remote server repeats whom it does not know. */
const bounced = (n: number, to: string) =>
  `Jan  5 10:00:0${n} relay1 postfix/smtp[1]: ${queueId(n)}: to=<${to}>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <${to}>: unknown, see bounce+${to.replace('@', '=')}@shop.example (in reply to RCPT TO command))\n`;

const REPORT = [
  'From: MAILER-DAEMON@mx.example',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  `Final-Recipient: rfc822; ${PERSON}@example.net`,
  'Action: failed',
  'Status: 5.1.1',
  `Diagnostic-Code: smtp; 550 5.1.1 <${PERSON}@example.net> unknown`,
  '',
  '--b--',
  '',
].join('\r\n');

beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  await prepareStore(store.databaseUrl, []);
  cookie = await cookieOf(db, await makeAccount(db, 'ada', 'administrator'));
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-canary-'));
  const file = path.join(folder, 'mail.log');
  await fs.writeFile(file, queued(3) + bounced(3, `${PERSON}@example.com`));
  const env = {
    BOUNCEBOARD_DATA: folder,
    DATABASE_URL: store.databaseUrl,
    BOUNCEBOARD_SECRET_KEY: KEY.toString('base64'),
    BOUNCEBOARD_KEEP_ADDRESSES_DAYS: '30',
    BOUNCEBOARD_OIDC_ISSUER: 'http://127.0.0.1:9/',
    BOUNCEBOARD_OIDC_CLIENT_ID: 'bounceboard',
    BOUNCEBOARD_OIDC_CLIENT_SECRET: SECRETS[2]!,
    BOUNCEBOARD_LOG_LEVEL: 'debug',
  };
  dashboard = await startDashboard(env);
  adminPort = await freePort(0);
  worker = spawn(process.execPath, [CLI, 'worker'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      BOUNCEBOARD_ADMIN_PORT: String(adminPort),
      BOUNCEBOARD_LOGS: file,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [worker.stdout!, worker.stderr!]) stream.on('data', (chunk) => (workerLog += chunk));

  await createChannel(db, ADMINISTRATOR, secretBox([KEY]), {
    name: 'pager',
    kind: 'pagerduty',
    settings: { routingKey: SECRETS[0]! },
  });
  await source('signed', 'webhook', { service: 'mailgun', key: SECRETS[1] });
  const log = await source('log', 'push');
  const mail = await source('mail', 'push');
  const hook = await source('hook', 'webhook', { service: 'postmark' });
  const to = `${PERSON}@example.org`;
  const lines = queued(1) + bounced(1, to) + queued(2) + bounced(2, `"${PERSON} x"@example.org`);
  expect(await post('ingest/log', log, `${lines}Jan  5 10:00:09 relay1 postfix/smtp[1]: ?? ${to} ??\n`)).toBe(
    202,
  );
  expect(await post('ingest/mail?format=mail', mail, REPORT)).toBe(202);
  const event = { RecordType: 'Bounce', ID: 1, Type: 'HardBounce', Email: to, Tag: to, Description: to };
  expect(
    await post(`webhooks/hook`, hook, JSON.stringify({ ...event, BouncedAt: '2026-01-05T10:00:00Z' })),
  ).toBe(200);
  expect(await post('ingest/log', 'bb_wrong', to)).toBe(401);

  const isDone = async () => {
    expect(await db.ingestBatch.count({ where: { state: 'done' } }), workerLog.slice(-2000)).toBe(3);
    expect(await db.event.count(), workerLog.slice(-2000)).toBe(5);
  };
  await vi.waitFor(isDone, { timeout: 120_000, interval: 500 });
  // As the worker does twice a minute.
  await weighSuppressions(db, new Date());
}, 240_000);
afterAll(async () => {
  worker?.kill('SIGKILL');
  await dashboard?.stop();
  await store?.close();
  if (folder) await fs.rm(folder, { recursive: true, force: true });
});

/** Everything that an answer says. One that does not end in time fails the test by its name. */
async function all(url: string, headers: Record<string, string> = {}): Promise<string> {
  const signal = AbortSignal.timeout(60_000);
  const response = await fetch(url, { headers, redirect: 'manual', signal });
  return `${[...response.headers].join('\n')}\n${await response.text()}`;
}

const found = (text: string): string[] =>
  [PERSON, ...SECRETS, ...tokens, KEY.toString('base64')].filter((canary) => text.includes(canary));

/** Pages take any query; an operation refuses what it does not know, and would say nothing then. */
const takesRange = (place: string): boolean => {
  const asked = OPERATIONS.find(
    ({ method, path }) => method === 'GET' && `${BASE}${path.replace(/\{\w+\}/g, '1')}` === place,
  );
  return asked === undefined || (asked.query !== null && 'range' in asked.query.shape);
};

/** Of whoever exports it, and that is written down: the one place that says an address. */
const EXPORT = '/api/v1/suppressions/export';

test('no page and no route says to anybody what was planted', async () => {
  const { db } = store;
  const event = await db.event.findFirstOrThrow({ where: { recipient: 'z***@example.org' } });
  const { originId, position, at, sourceId } = event;
  const ids: Record<string, string> = {
    '/events/1': `/events/${eventId({ sourceId, at, originId: `${originId}`, position: `${position}` })}`,
    '/codes/1': '/codes/5.1.1',
    '/suppressions/1': `/suppressions/${writeRecipient({ workspaceId: 1, recipientHash: event.recipientHash! })}`,
    '/api/charts/1': '/api/charts/refusals',
    '/api/tables/1': '/api/tables/codes',
  };
  const places = [...PAGES, ...HANDLERS.filter(({ method }) => method === 'GET')].map((one) => one.path);
  const asked = [...new Set(places), ...Object.values(ids)];
  const sayMasked: string[] = [];
  for (const place of asked) {
    const said = await all(`${dashboard.url}${place}${takesRange(place) ? '?range=10y' : ''}`, {
      cookie,
    }).catch((error: unknown) => {
      throw new Error(`${place} did not answer`, { cause: error });
    });
    if (place === EXPORT) expect(found(said), 'the control: it is found where it stands').toEqual([PERSON]);
    else expect(found(said), place).toEqual([]);
    if (said.includes('z***@example.org')) sayMasked.push(place);
  }
  // They do speak of the person: the search would have found something.
  expect(sayMasked).toEqual(expect.arrayContaining(['/events', ids['/events/1']]));
}, 240_000);

test('neither metrics nor the board of the queues nor the logs say it', async () => {
  for (const place of ['/metrics', '/health', '/queues/api/queues'])
    expect(found(await all(`http://127.0.0.1:${adminPort}${place}`)), place).toEqual([]);
  expect(found(dashboard.log())).toEqual([]);
  expect(found(workerLog)).toEqual([]);
  expect(workerLog.includes('worker started')).toBe(true);
});

test('a dump of the store says it where records are kept as they came, and nowhere else', async () => {
  const dump = await dumpOf(store.databaseUrl);
  expect(tablesWith(dump, PERSON)).toEqual(['ingest_batch']);
  for (const secret of [...SECRETS, ...tokens, KEY.toString('base64')])
    expect(tablesWith(dump, secret)).toEqual([]);
  // What was sealed is there, and opens with the key alone.
  expect(await store.db.keptAddress.count()).toBeGreaterThan(0);
});

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import pg from 'pg';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { issueToken } from '@/lib/auth/tokens';
import { type Db, openDb } from '@/lib/db';
import { acceptPush } from '@/lib/intake/accept-push';
import { Announcer } from '@/lib/intake/announcer';
import { BodyBudget } from '@/lib/intake/body-budget';
import type { Intake } from '@/lib/intake/intake';
import { Pressure } from '@/lib/intake/pressure';
import { openLog } from '@/lib/log';
import { openQueues } from '@/lib/queues';
import { secretBox } from '@/lib/secret-box';
import { createSource } from '@/lib/store/source-settings';
import { bounced } from '../ingest/postfix-lines';
import { cpuSeconds } from './cpu-seconds';
import type { Figure } from './figure';
import { generateMails } from './generate-mails';

const CLI = path.resolve('dist/bin/cli.mjs');
const MAILS = 5_000;
const BODIES = 10_000;
/** As many clients as send at once: a busy return path, and what a load balancer keeps open. */
const SMTP_CLIENTS = 15;
const HTTP_CLIENTS = 50;

/** From what is sent until it is counted: bounce mails by SMTP, and bodies of one record that are pushed. */
export async function run(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'intake-bench-'));
  const server = await startEmbeddedPostgres(path.join(folder, 'data'), await freePort(0));
  const env = {
    ...process.env,
    DATABASE_URL: server.url,
    BOUNCEBOARD_DATA: path.join(folder, 'bounceboard'),
    BOUNCEBOARD_ADMIN_PORT: '0',
    BOUNCEBOARD_LOG_LEVEL: 'error',
  };
  const db = openDb(server.url);
  let worker: ChildProcess | null = null;
  try {
    if (spawnSync(process.execPath, [CLI, 'migrate'], { env }).status !== 0)
      throw new Error('the store cannot be migrated');
    const port = await freePort(0);
    const box = secretBox([randomBytes(32)]);
    await createSource(db, box, {
      ...{ name: 'bounces', kind: 'smtp', format: 'mail', timeZone: 'UTC' },
      settings: { port, recipients: ['return.example'], messagesPerMinute: 1_000_000 },
    });
    const token = await pushToken(db, box);
    worker = spawn(process.execPath, [CLI, 'worker'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    await untilListening(port);
    const mails = await timed(server.url, MAILS, () => sendMails(port));
    const bodies = await timed(server.url, BODIES, () => pushBodies(db, server.url, box, token));
    return [...figuresOf('mails by SMTP', mails), ...figuresOf('pushed bodies of one line', bodies)];
  } finally {
    worker?.kill('SIGKILL');
    await db.$disconnect();
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const figuresOf = (what: string, rates: Record<'acknowledged' | 'counted' | 'cpu', number>): Figure[] => [
  { name: `${what}, acknowledged`, value: rates.acknowledged, unit: '/s' },
  { name: `${what}, counted`, value: rates.counted, unit: '/s' },
  { name: `${what}, CPU of all processes for 1,000`, value: rates.cpu, unit: 's' },
];

async function pushToken(db: Db, box: ReturnType<typeof secretBox>): Promise<string> {
  const name = 'relay';
  const { id } = await createSource(db, box, {
    ...{ name, kind: 'push', format: 'postfix', timeZone: 'UTC' },
    settings: {},
  });
  const scopes: ['ingest'] = ['ingest'];
  return (await issueToken(db, { name, scopes, sourceId: id, expiresAt: null, createdBy: 'bench' })).token;
}

async function untilListening(port: number): Promise<void> {
  for (;;) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
    });
    if (answered) return;
    await sleep(50);
  }
}

/** Both rates, of so many that are sent. */
async function timed(url: string, count: number, send: () => Promise<void>) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const waiting = `SELECT count(*) FILTER (WHERE state <> 'done') AS left, count(*) AS all FROM ingest_batch`;
    const before = Number((await client.query(waiting)).rows[0].all);
    const [began, used] = [performance.now(), cpuSeconds()];
    await send();
    const answered = performance.now() - began;
    for (;;) {
      const { left, all } = (await client.query(waiting)).rows[0];
      if (Number(left) === 0 && Number(all) - before === count) break;
      await sleep(10);
    }
    const done = performance.now() - began;
    const cpu = ((cpuSeconds() - used) / count) * 1_000;
    return { acknowledged: (count / answered) * 1_000, counted: (count / done) * 1_000, cpu };
  } finally {
    await client.end();
  }
}

async function sendMails(port: number): Promise<void> {
  const mails = generateMails(1, MAILS);
  const transport = nodemailer.createTransport({
    ...{ pool: true, maxConnections: SMTP_CLIENTS, maxMessages: Number.POSITIVE_INFINITY },
    ...{ host: '127.0.0.1', port, ignoreTLS: true, name: 'mx.example.org' },
  });
  const envelope = { from: '', to: 'bounces@return.example' };
  await Promise.all(mails.map((raw) => transport.sendMail({ envelope, raw })));
  transport.close();
}

/** Handed to what answers the requests of `web`, without the server in front of it. */
async function pushBodies(db: Db, url: string, box: ReturnType<typeof secretBox>, token: string) {
  const log = openLog('error', 'bench');
  const queues = openQueues({ redisUrls: [], databaseUrl: url });
  const announcer = new Announcer((ref) => queues.add('ingest', ref), log);
  const intake: Intake = {
    ...{ db, log, box, pressure: new Pressure(), budget: new BodyBudget(), now: () => new Date() },
    announce: (ref, format) => announcer.announce(ref, format),
    certificateOf: () => Promise.reject(new Error('nothing is signed here')),
  };
  const push = async (n: number): Promise<void> => {
    const request = new Request('http://127.0.0.1/api/ingest/relay', {
      ...{ method: 'POST', body: bounced(n) },
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': String(n) },
    });
    const { status } = await acceptPush(intake, request, 'relay');
    if (status === 202) return;
    if (status !== 429) throw new Error(`answered ${status}`);
    await sleep(100);
    await push(n);
  };
  let next = 0;
  const client = async () => {
    while (next < BODIES) await push(next++);
  };
  await Promise.all(Array.from({ length: HTTP_CLIENTS }, client));
  await queues.close();
}

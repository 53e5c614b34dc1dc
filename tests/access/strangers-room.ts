import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import dgram from 'node:dgram';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { expect, vi } from 'vitest';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { prepareStore } from '@/bin/supervisor/store';
import { issueToken } from '@/lib/auth/tokens';
import { secretBox } from '@/lib/secret-box';
import { createSource } from '@/lib/store/source-settings';
import { quietPort } from '../sources/quiet-port';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Dashboard, startDashboard } from './dashboard';
import { cookieOf, makeAccount } from './people';

const CLI = path.join(import.meta.dirname, '../../dist/bin/cli.mjs');
const WAIT = { timeout: 60_000, interval: 100 };

/** Everything that runs where somebody runs it in earnest, with every way in open: what strangers' servers write takes
 * the very ways that it takes there. */
export interface StrangersRoom {
  store: TestStore;
  dashboard: Dashboard;
  /** Of the worker. */
  adminPort: number;
  workerLog(): string;
  /** Of an administrator. */
  cookie: string;
  key: Buffer;
  /** Of sources that are pushed to. */
  tokens: string[];
  /** Adds to the log that is followed. */
  followed(lines: string): Promise<void>;
  /** Makes a source that is posted to, and tells how. */
  source(name: string, kind: 'push' | 'webhook', settings?: object): Promise<string>;
  post(place: string, token: string, body: string): Promise<number>;
  /** One mail to the return path. */
  mail(raw: string): Promise<void>;
  maildir(raw: string): Promise<void>;
  syslog(transport: 'tcp' | 'udp', line: string): Promise<void>;
  /** As the browser does it. */
  upload(name: string, content: Buffer): Promise<void>;
  /** Waits until a source has given so many events. */
  untilEvents(source: string, events: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStrangersRoom(secrets: { signOnSecret: string }): Promise<StrangersRoom> {
  const store = await openTestStore();
  const { db } = store;
  await prepareStore(store.databaseUrl, []);
  const key = randomBytes(32);
  const box = secretBox([key]);
  const cookie = await cookieOf(db, await makeAccount(db, 'ada', 'administrator'));
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-strangers-'));
  const log = path.join(folder, 'mail.log');
  const mails = path.join(folder, 'Maildir');
  await fs.writeFile(log, '');
  for (const name of ['new', 'cur', 'tmp']) await fs.mkdir(path.join(mails, name), { recursive: true });

  const [smtpPort, syslogPort] = [await quietPort(), await quietPort()];
  const listening: [kind: 'smtp' | 'syslog' | 'maildir', settings: object][] = [
    ['smtp', { port: smtpPort, recipients: ['return.example'] }],
    ['syslog', { port: syslogPort, transport: 'tcp+udp' }],
    ['maildir', { path: mails }],
  ];
  for (const [kind, settings] of listening)
    await createSource(db, box, { name: kind, kind, format: 'auto', timeZone: 'UTC', settings });

  const env = {
    BOUNCEBOARD_DATA: folder,
    DATABASE_URL: store.databaseUrl,
    BOUNCEBOARD_SECRET_KEY: key.toString('base64'),
    BOUNCEBOARD_KEEP_ADDRESSES_DAYS: '30',
    BOUNCEBOARD_OIDC_ISSUER: 'http://127.0.0.1:9/',
    BOUNCEBOARD_OIDC_CLIENT_ID: 'bounceboard',
    BOUNCEBOARD_OIDC_CLIENT_SECRET: secrets.signOnSecret,
    BOUNCEBOARD_LOG_LEVEL: 'debug',
  };
  const dashboard = await startDashboard(env);
  const adminPort = await freePort(0);
  const { PATH } = process.env;
  const ofWorker = { BOUNCEBOARD_ADMIN_PORT: String(adminPort), BOUNCEBOARD_LOGS: log, ...env };
  const worker = spawn(process.execPath, [CLI, 'worker'], {
    env: { PATH, NODE_ENV: 'production', ...ofWorker },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let workerLog = '';
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => (workerLog += chunk));
  await vi.waitFor(
    () => {
      for (const words of ['listening for syslog', 'listening for bounce mail'])
        expect(workerLog.includes(words), workerLog.slice(-2000)).toBe(true);
    },
    { timeout: 60_000, interval: 100 },
  );

  const tokens: string[] = [];
  let mailed = 0;
  return {
    ...{ store, dashboard, adminPort, cookie, key, tokens },
    workerLog: () => workerLog,
    followed: (lines) => fs.appendFile(log, lines),
    async source(name, kind, settings = {}) {
      const given = { name, kind, format: 'auto', timeZone: 'UTC', settings };
      const { id: sourceId } = await createSource(db, box, given);
      const { token } = await issueToken(db, {
        ...{ name, scopes: ['ingest'], sourceId, expiresAt: null, createdBy: 'test' },
      });
      tokens.push(token);
      return token;
    },
    async post(place, token, body) {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${dashboard.url}/api/v1/${place}`, { method: 'POST', body, headers })).status;
    },
    async mail(raw) {
      const server = { host: '127.0.0.1', port: smtpPort, ignoreTLS: true, name: 'mx.example.org' };
      const envelope = { from: '', to: 'bounces@return.example' };
      await nodemailer.createTransport(server).sendMail({ envelope, raw });
    },
    async maildir(raw) {
      const name = `${mailed++}.mx`;
      await fs.writeFile(path.join(mails, 'tmp', name), raw);
      await fs.rename(path.join(mails, 'tmp', name), path.join(mails, 'new', name));
    },
    async syslog(transport, line) {
      if (transport === 'udp') {
        const socket = dgram.createSocket('udp4');
        await new Promise((resolve) => socket.send(line, syslogPort, '127.0.0.1', resolve));
        socket.close();
      } else {
        const socket = net.connect(syslogPort, '127.0.0.1');
        await new Promise((resolve) => socket.end(`${line}\n`, () => resolve(null)));
      }
    },
    async upload(name, content) {
      const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
      const announced = { source: 'uploads', name, sizeBytes: content.length, modifiedAt: Date.now() };
      const place = `${dashboard.url}/api/v1/uploads`;
      const begun = await fetch(place, { method: 'POST', headers, body: JSON.stringify(announced) });
      expect(begun.status).toBe(201);
      const { sourceId, uploadId } = (await begun.json()) as { sourceId: number; uploadId: number };
      const body = new Uint8Array(content);
      const url = `${place}/${sourceId}/${uploadId}?position=0`;
      expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200);
    },
    untilEvents: (source, events) =>
      vi.waitFor(async () => {
        const { id } = await db.source.findUniqueOrThrow({ where: { name: source } });
        expect(
          await db.event.count({ where: { sourceId: id } }),
          `${source}: ${workerLog.slice(-2000)}`,
        ).toBe(events);
      }, WAIT),
    async close() {
      await ended(worker);
      await dashboard.stop();
      await store.close();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { freePort } from '@/bin/embedded-postgres/free-port';

const SERVER = path.join(import.meta.dirname, '../../.next/standalone/server.js');

export interface Dashboard {
  url: string;
  /** All that the process has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** The production build of the dashboard as a process of its own. */
export async function startDashboard(env: Record<string, string>): Promise<Dashboard> {
  const port = await freePort(0);
  const child = spawn(process.execPath, [SERVER], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => expect((await fetch(`${url}/api/ready`)).ok, log).toBe(true);
  await vi.waitFor(isReady, { timeout: 60_000, interval: 100 });
  return { url, log: () => log, stop: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** With every header as it is given: `fetch` keeps some for itself. */
export function ask(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What a browser says of a change that one of our own pages asks for. */
export const fromOurPage = (url: string) => ({
  'sec-fetch-site': 'same-origin',
  origin: new URL(url).origin,
});

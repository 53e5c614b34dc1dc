import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { freePort } from '@/bin/embedded-postgres/free-port';
import { databaseOn, startTestServer, TEMPLATE } from '../store/server';

const DATABASE = 'browser';
const START_TIMEOUT_MS = 30_000;

declare module 'vitest' {
  interface ProvidedContext {
    appUrl: string;
    /** What the app seals secrets with. */
    appSecretKey: string;
    /** The store behind the app: the tests of this project fill it one after the other. */
    appDatabaseUrl: string;
  }
}

/** The production build of the dashboard on a real server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${DATABASE} TEMPLATE ${TEMPLATE}`);
  await client.end();
  const databaseUrl = databaseOn(server.url, DATABASE);
  const port = await freePort(0);
  const secretKey = randomBytes(32).toString('base64');
  const app = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../.next/standalone/server.js', import.meta.url))],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        BOUNCEBOARD_SECRET_KEY: secretKey,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const appUrl = `http://127.0.0.1:${port}`;
  await answers(`${appUrl}/api/ready`);
  project.provide('appUrl', appUrl);
  project.provide('appSecretKey', secretKey);
  project.provide('postgresUrl', server.url);
  project.provide('appDatabaseUrl', databaseUrl);
  return async () => {
    app.kill('SIGKILL');
    await server.stop();
  };
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer within ${START_TIMEOUT_MS / 1000} s: is the dashboard built?`);
}

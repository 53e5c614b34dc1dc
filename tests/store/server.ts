import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { migrate } from '@/lib/store/migrate';
import { startPgbouncer } from './pgbouncer';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run; every test file makes a database of its own on it. */
    postgresUrl: string;
    /** With `BOUNCEBOARD_TEST_PGBOUNCER=1`: the same server through a pool, by which tests then reach their stores. */
    pooledUrl: string | null;
  }
}

/** Migrated once, and copied for every database. */
export const TEMPLATE = 'bounceboard_template';

/** A real PostgreSQL for this run, gone with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('postgresUrl', server.url);
  const pool = process.env.BOUNCEBOARD_TEST_PGBOUNCER ? await startPgbouncer(server.url) : null;
  project.provide('pooledUrl', pool?.through(server.url) ?? null);
  return async () => {
    await pool?.stop();
    await server.stop();
  };
}

export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-test-'));
  const server = await startEmbeddedPostgres(dataDir, 0);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
  await migrate(databaseOn(server.url, TEMPLATE), migrations);
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await fs.rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { openDb } from '@/lib/db';
import type { Env } from '@/lib/env';
import { migrate } from '@/lib/store/migrate';
import { OperatorError, runningSupervisor } from './data-folder';
import { openStoreServer } from './store-server';

export interface OpenStore {
  databaseUrl: string;
  /** Stops an embedded server that nobody else uses. */
  close(): Promise<void>;
}

/** The store that the environment names, reachable and up to date, for one command: none needs queues, and what needs the
 * default alert rules makes them. */
export async function openStore(env: Env): Promise<OpenStore> {
  if (env.databaseUrl) await checkServers(env);
  const server = await openStoreServer(env);
  const { databaseUrl } = server;
  await migrate((env.databaseUrl && env.directUrl) ?? databaseUrl, migrationsDir());
  return {
    databaseUrl,
    close: async () => {
      if (env.databaseUrl) return;
      if ((await runningSupervisor(env.dataDir)) !== null || (await hasOtherClients(databaseUrl))) return;
      await server.stop();
    },
  };
}

/** On the server itself: applies migrations, makes the queue's schema and the default alert rules. Repeating it changes nothing. */
export async function prepareStore(databaseUrl: string, redisUrls: string[]): Promise<string[]> {
  const applied = await migrate(databaseUrl, migrationsDir());
  // Not for commands that read or write the store alone: this is the largest part to load.
  const { openQueues } = await import('@/lib/queues');
  const queues = openQueues({ databaseUrl, redisUrls });
  if (queues.backend === 'postgres') await queues.prepare();
  await queues.close();
  const db = openDb(databaseUrl, 1);
  try {
    await ensureDefaultRules(db);
  } finally {
    await db.$disconnect();
  }
  return applied;
}

/** Beside the bundle in a build, else in the source tree. */
function migrationsDir(): string {
  const built = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
}

async function checkReachable(name: string, databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    const { host, port, database, user } = client;
    throw new OperatorError(
      `${name}: no connection to ${host}:${port}/${database} as ${user}: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`,
    );
  }
}

/** Every address of a server that the environment names answers, and is what it is used for. */
export async function checkServers({ databaseUrl, directUrl, redisUrls }: Env): Promise<void> {
  if (databaseUrl) await checkReachable('DATABASE_URL', databaseUrl);
  if (directUrl) await checkReachable('DATABASE_DIRECT_URL', directUrl);
  const ofQueues = directUrl ?? databaseUrl;
  if (redisUrls.length > 0 || !ofQueues || !(await isPooled(ofQueues))) return;
  const name = directUrl ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL';
  throw new OperatorError(
    `${name} leads to a pool of connections, and queues on PostgreSQL need the server itself: ` +
      `set ${directUrl ? 'it' : 'DATABASE_DIRECT_URL'} to the server's own address, or REDIS_URL to a Redis`,
  );
}

/** Behind a pool the process that answers is another than the one that greeted. */
async function isPooled(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // A server that names none in its greeting is not judged by it.
    const { processID } = client as pg.Client & { processID: number | null };
    return Boolean(processID) && processID !== rows[0]!.pid;
  } finally {
    await client.end();
  }
}

async function hasOtherClients(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ others: number }>(
      `SELECT count(*)::int AS others FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    return rows[0]!.others > 0;
  } finally {
    await client.end();
  }
}

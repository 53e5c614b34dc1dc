import v8 from 'node:v8';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { PrismaClient } from '@/prisma/generated/client';
import { EnvironmentError, readEnv } from './env';

export type Db = PrismaClient;

// Prisma's WebAssembly runs once for each shape of query and is not worth optimising, which V8 begins with the first
// of them: 20 MB, and three times the processor time of a new shape (8 → 2.7 ms).
v8.setFlagsFromString('--wasm-tiering-budget=1000000000');

/** In ms. Prisma gives up after 2 s of waiting and 5 s of work, which a busy machine takes for nothing out of order. */
const TRANSACTION = { maxWait: 30_000, timeout: 60_000 };

/** Of this process. Live on `globalThis`, since Next may load this module more than once. */
const shared = globalThis as { bounceboardDb?: Db; bounceboardPools?: WeakMap<Db, pg.Pool> };

const poolsHere = (): WeakMap<Db, pg.Pool> => {
  shared.bounceboardPools ??= new WeakMap();
  return shared.bounceboardPools;
};

/** Opens a pool of typed connections; `$disconnect()` closes it. */
export function openDb(databaseUrl: string, poolSize = 10): Db {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  // Every client on the pool listens to its errors.
  pool.setMaxListeners(0);
  const db = clientOf(new PrismaPg(pool, { disposeExternalPool: true }));
  poolsHere().set(db, pool);
  return db;
}

/** The connections of a client, for the few statements that its own way of writing makes several times as dear. */
export function poolOf(db: Db): pg.Pool {
  const pool = poolsHere().get(db);
  if (!pool) throw new Error('only a client that `openDb` has opened has connections to share');
  return pool;
}

/** Another client on the same connections, with a say in what is sent over them. It ends with the one given. */
export function onSamePool(db: Db, adapterOf: (own: SqlDriverAdapterFactory) => SqlDriverAdapterFactory): Db {
  return clientOf(adapterOf(new PrismaPg(poolOf(db))));
}

const clientOf = (adapter: SqlDriverAdapterFactory): Db =>
  new PrismaClient({ adapter, transactionOptions: TRANSACTION });

/** The one pool of the web process. */
export function webDb(): Db {
  shared.bounceboardDb ??= openWebDb();
  return shared.bounceboardDb;
}

function openWebDb(): Db {
  const { databaseUrl } = readEnv();
  if (!databaseUrl)
    throw new EnvironmentError('DATABASE_URL is not set: `npm start` sets it for the web process');
  return openDb(databaseUrl);
}

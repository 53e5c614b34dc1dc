import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/generated/client';
import { EnvironmentError, readEnv } from './env';

export type Db = PrismaClient;

/** In ms. Prisma gives up after 2 s of waiting and 5 s of work, which a busy machine takes for nothing out of order. */
const TRANSACTION = { maxWait: 30_000, timeout: 60_000 };

/** Opens a pool of typed connections; `$disconnect()` closes it. */
export function openDb(databaseUrl: string, poolSize = 10): Db {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: poolSize });
  return new PrismaClient({ adapter, transactionOptions: TRANSACTION });
}

const shared = globalThis as { bounceboardDb?: Db };

/** The one pool of the web process. Lives on `globalThis`, since Next may load this module more than once. */
export function webDb(): Db {
  const { databaseUrl } = readEnv();
  if (!databaseUrl)
    throw new EnvironmentError('DATABASE_URL is not set: `npm start` sets it for the web process');
  shared.bounceboardDb ??= openDb(databaseUrl);
  return shared.bounceboardDb;
}

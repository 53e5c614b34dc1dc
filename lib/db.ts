import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@/prisma/generated/client';
import { EnvironmentError, readEnv } from './env';

export type Db = PrismaClient;

/** Opens a pool of typed connections; `$disconnect()` closes it. */
export function openDb(databaseUrl: string, poolSize = 10): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: poolSize }) });
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

import type { Env } from '@/lib/env';
import { startEmbeddedPostgres } from '../embedded-postgres/server';
import { OperatorError } from './data-folder';

export interface StoreServer {
  databaseUrl: string;
  /** Stops the embedded server; one of the operator's own is left alone. */
  stop(): Promise<void>;
}

/** The server that the environment names; where it names none, the embedded one, which is started. */
export async function openStoreServer(env: Env): Promise<StoreServer> {
  if (env.databaseUrl) return { databaseUrl: env.databaseUrl, stop: async () => {} };
  const { url, stop } = await startEmbeddedPostgres(env.dataDir, env.postgresPort).catch((error: Error) => {
    throw new OperatorError(error.message);
  });
  return { databaseUrl: url, stop };
}

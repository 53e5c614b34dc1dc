import { once } from 'node:events';
import { EnvironmentError } from '@/lib/env';
import { checkAccess } from '../supervisor/access';
import { OperatorError } from '../supervisor/data-folder';
import type { Prepared, Preparing } from '../supervisor/preparation';
import { checkServers, prepareStore } from '../supervisor/store';

/** For `start` alone, whose supervisor is told the outcome: the store it names is brought up to date. */
export async function run(): Promise<number> {
  if (!process.send) throw new OperatorError('`prepare` is a part of `start`; say `migrate`');
  // Who stops everything stops it between two migrations, not within one: the supervisor waits for that.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const [asked] = await Promise.race([once(process, 'message'), once(process, 'disconnect')]);
  if (!asked) return 1;
  const answer = await prepare(asked as Preparing);
  if (!process.connected) return 1;
  process.send(answer);
  process.disconnect();
  return 0;
}

async function prepare({ env, databaseUrl }: Preparing): Promise<Prepared> {
  try {
    if (env.databaseUrl) await checkServers(env);
    await prepareStore((env.databaseUrl && env.directUrl) ?? databaseUrl, env.redisUrls);
    return { setup: await checkAccess(env, databaseUrl) };
  } catch (error) {
    if (error instanceof OperatorError || error instanceof EnvironmentError) return { fault: error.message };
    throw error;
  }
}

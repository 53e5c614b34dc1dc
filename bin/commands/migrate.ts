import { readEnv } from '@/lib/env';
import { OperatorError } from '../supervisor/data-folder';
import { checkServers, prepareStore } from '../supervisor/store';

/** Brings the store up to date and ends: what a container runs once before the others. */
export async function run(): Promise<number> {
  const env = readEnv();
  if (!env.databaseUrl) {
    throw new OperatorError(
      'DATABASE_URL is not set; the embedded server is brought up to date by every start',
    );
  }
  await checkServers(env);
  const applied = await prepareStore(env.directUrl ?? env.databaseUrl, env.redisUrls);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'the store is up to date\n');
  return 0;
}

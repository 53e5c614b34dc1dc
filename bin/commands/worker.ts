import { readEnv } from '@/lib/env';
import { runWorker } from '@/workers/main';
import { UnsafeRedis } from '@/workers/redis-check';
import { OperatorError } from '../supervisor/data-folder';
import { checkServers } from '../supervisor/store';

export async function run(): Promise<number> {
  await checkServers(readEnv());
  try {
    await runWorker();
    return 0;
  } catch (error) {
    if (error instanceof UnsafeRedis) throw new OperatorError(error.message);
    throw error;
  }
}

import { parseArgs } from 'node:util';
import { readEnv } from '@/lib/env';
import { distribute, NotDistributed } from '@/lib/store/distribute';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

/** Gives events and counts to the servers of a Citus cluster, whose coordinator the environment names. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args });
  const env = readEnv();
  const databaseUrl = env.directUrl ?? env.databaseUrl;
  if (!databaseUrl)
    throw new OperatorError('DATABASE_URL is not set; it names the coordinator of a Citus cluster');
  await openStore(env);
  try {
    for await (const { table, as, isNew } of distribute(databaseUrl))
      process.stdout.write(`${table}: ${WORDS[as]}${isNew ? '' : ', as before'}\n`);
  } catch (error) {
    throw error instanceof NotDistributed ? new OperatorError(error.message) : error;
  }
  return 0;
}

const WORDS = { distributed: 'distributed by source', reference: 'on every server' };

import { parseArgs } from 'node:util';
import { openDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { openSecretBox, SecretKeyError } from '@/lib/secret-box';
import { nobody } from '@/lib/store/audit';
import { resealSecrets } from '@/lib/store/reseal';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

/** Seals every secret of the store under the newest key, so that the older ones need not be kept. */
export async function run(args: string[]): Promise<number> {
  parseArgs({ args });
  const env = readEnv();
  const box = boxOf(env);
  const store = await openStore(env);
  const db = openDb(store.databaseUrl, 2);
  try {
    const places = await resealSecrets(db, nobody('command line'), box);
    const say = (line: string) => process.stdout.write(`${line}\n`);
    for (const { table, column, rows } of places)
      if (rows > 0) say(`sealed anew in ${table}.${column}: ${rows}`);
    if (places.every(({ rows }) => rows === 0)) say('Nothing was sealed with an older key.');
    const left = places.filter((place) => place.left > 0);
    for (const { table, column, left: rows } of left)
      say(`left in ${table}.${column}: ${rows}; none of the keys that are given opens them`);
    if (left.length > 0) return 1;
    say('The older keys can go once the dashboard and all workers run with the new one before them.');
    return 0;
  } finally {
    await db.$disconnect();
    await store.close();
  }
}

function boxOf(env: Parameters<typeof openSecretBox>[0]) {
  try {
    return openSecretBox(env);
  } catch (error) {
    if (error instanceof SecretKeyError) throw new OperatorError(error.message);
    throw error;
  }
}

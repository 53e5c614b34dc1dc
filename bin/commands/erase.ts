import { parseArgs } from 'node:util';
import { openDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { nobody } from '@/lib/store/audit';
import { erasePerson } from '@/lib/store/erase-person';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

const USAGE = 'bounceboard erase ADDRESS|-   (- reads the address from standard input)';

/** Takes one person out of the store: their address, whatever is found by it, and what was kept of records as they came. */
export async function run(args: string[]): Promise<number> {
  const [given, ...rest] = parseArgs({ args, allowPositionals: true }).positionals;
  if (!given || rest.length > 0) throw new OperatorError(`name one address: ${USAGE}`);
  const address = (given === '-' ? await standardInput() : given).trim();
  const store = await openStore(readEnv());
  const db = openDb(store.databaseUrl, 2);
  try {
    const { erased, left } = await erasePerson(db, nobody('command line'), address);
    const say = (line: string) => process.stdout.write(`${line}\n`);
    if (erased.length === 0) say('Nothing was found of this address.');
    for (const { table, column, rows } of erased) say(`erased from ${table}.${column}: ${rows}`);
    for (const { table, column, rows } of left)
      say(`left in ${table}.${column}: ${rows}; somebody set it up, change it there`);
    say('Counts stay. Log files, backups and what was sent to channels are not reached from here.');
    return 0;
  } catch (error) {
    if (error instanceof RangeError) throw new OperatorError(error.message);
    throw error;
  } finally {
    await db.$disconnect();
    await store.close();
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

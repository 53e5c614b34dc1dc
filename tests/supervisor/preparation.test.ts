import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Preparation } from '@/bin/supervisor/preparation';
import { readEnv } from '@/lib/env';

let folder: string;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-preparation-'));
});
afterAll(() => fs.rm(folder, { recursive: true }));

/** A process that does this instead of preparing a store. */
async function preparation(does: string): Promise<Preparation> {
  const program = path.join(await fs.mkdtemp(path.join(folder, 'program-')), 'cli.mjs');
  await fs.writeFile(program, does);
  return new Preparation(program);
}
const preparing = { env: readEnv({ NODE_ENV: 'test' }), databaseUrl: 'postgresql://127.0.0.1:1/none' };
const goesOn = new AbortController().signal;
const ON_MESSAGE = (does: string) => `process.once('message', (asked) => { ${does} });`;

test('one that ended before anything was asked of it is told, not waited for', async () => {
  const failed = await preparation('process.exit(3)');
  expect(await failed.ended).toBe('exit 3');
  await expect(failed.run(preparing, goesOn)).rejects.toThrow(
    'the store was not brought up to date (exit 3): what is above, if anything, says why',
  );
});

test('one that cannot be started is told', async () => {
  const { execPath } = process;
  process.execPath = path.join(folder, 'no-node');
  const failed = await preparation('').finally(() => {
    process.execPath = execPath;
  });
  await expect(failed.run(preparing, goesOn)).rejects.toThrow(/\(spawn \S+no-node ENOENT\)/);
});

test('what it says before it is asked is heard as well, and what it says last', async () => {
  const early = await preparation(
    `process.send({ fault: 'no room' }, () => process.exit()); setInterval(() => {}, 1e6);`,
  );
  await early.ended;
  await expect(early.run(preparing, goesOn)).rejects.toThrow('no room');
  const link = '{ setup: asked.databaseUrl }';
  const last = await preparation(ON_MESSAGE(`process.send(${link}, () => process.disconnect());`));
  expect(await last.run(preparing, goesOn)).toEqual({ setup: preparing.databaseUrl });
});

test('a signal that ends it is a fault, unless it was a stop that everything was asked for', async () => {
  const dies = ON_MESSAGE(`process.kill(process.pid, 'SIGINT')`);
  await expect((await preparation(dies)).run(preparing, goesOn)).rejects.toThrow('(ended by SIGINT)');

  const stopping = new AbortController();
  const stopped = (await preparation(dies)).run(preparing, stopping.signal);
  stopping.abort();
  expect(await stopped).toBeNull();
});

test('asked to stop before the store server was there, it is not asked at all', async () => {
  const waits = await preparation(ON_MESSAGE('process.send({ setup: null }, () => process.exit());'));
  expect(await waits.run(preparing, AbortSignal.abort())).toBeNull();
  expect(await waits.ended).toBe('ended by SIGKILL');
});

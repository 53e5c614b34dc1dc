import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { messages } from '../ingest/postfix-lines';
import { findProgram, openPushServer, type PushServer } from './push-server';

const curl = findProgram('curl', ['curl'], 'the test of docs/push/follow-file.sh');
const WAIT = { timeout: 60_000, interval: 100 };

let server: PushServer;
let script: string;
let log: string;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  server = await openPushServer();
  script = await server.put('follow-file.sh', (text) => text.replace('sleep 10', 'sleep 0.2'));
  log = path.join(server.folder, 'mail.log');
});
afterEach(async () => {
  await Promise.all([...running].map(stop));
  await server.close();
});

function start(): ChildProcess {
  const env = {
    ...process.env,
    BOUNCEBOARD_URL: `${server.address}/api/v1/ingest/${server.source.name}`,
    BOUNCEBOARD_TOKEN: server.source.token,
    STATE: path.join(server.folder, 'position'),
    PAUSE: '0.1',
    MOST: '2000',
  };
  const child = spawn('sh', [script, log], { env, stdio: 'ignore' });
  running.add(child);
  return child;
}
const stop = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
const arrives = (text: string) => vi.waitFor(async () => expect(await server.accepted()).toBe(text), WAIT);

test.skipIf(!curl)(
  'every line arrives once, through rotation, an outage and a restart',
  async () => {
    const text = messages(0, 60);
    const at = (n: number) =>
      text
        .split(/(?<=\n)/)
        .slice(0, n)
        .join('').length;
    await fs.writeFile(log, text.slice(0, at(20)));
    const first = start();
    await arrives(text.slice(0, at(20)));

    // Half a line waits for its other half.
    await fs.appendFile(log, text.slice(at(20), at(40) + 30));
    await arrives(text.slice(0, at(40)));

    // Rotated while nobody answers, and nobody runs.
    server.away = true;
    await fs.appendFile(log, text.slice(at(40) + 30, at(60)));
    await stop(first);
    await fs.rename(log, `${log}.1`);
    await fs.writeFile(log, text.slice(at(60), at(80)));
    start();
    server.away = false;
    await arrives(text.slice(0, at(80)));

    await fs.appendFile(log, text.slice(at(80)));
    await arrives(text);
  },
  240_000,
);

test.skipIf(!curl)(
  'a script that is killed between sending and noting sends the same piece under the same key',
  async () => {
    const text = messages(0, 30);
    const half = messages(0, 5).length;
    await fs.writeFile(log, text.slice(0, half));
    const first = start();
    await arrives(text.slice(0, half));
    await stop(first);
    // As it stands where the answer was never heard; meanwhile the log has grown.
    await fs.writeFile(path.join(server.folder, 'position'), `${(await fs.stat(log)).ino} 0 ${half}\n`);
    await fs.appendFile(log, text.slice(half));
    start();
    await arrives(text);
  },
  120_000,
);

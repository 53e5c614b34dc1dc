import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WAYS } from '@/app/_setup/ways';
import { messages } from '../ingest/postfix-lines';
import { findProgram, openPushServer, type PushServer } from './push-server';

const curl = findProgram('curl', ['curl'], 'the test of the shell loop that the wizard shows');
const WAIT = { timeout: 60_000, interval: 100 };

let server: PushServer;
let loop: ChildProcess | null = null;
beforeEach(async () => {
  server = await openPushServer();
});
afterEach(async () => {
  // The loop is a pipe of processes: all of its group.
  if (loop?.pid) process.kill(-loop.pid, 'SIGKILL');
  await server.close();
});

test.skipIf(!curl)(
  'the loop that is shown to be copied sends every line once, through an outage',
  async () => {
    const text = messages(0, 30);
    const half = text.indexOf('\n', text.length / 2) + 1;
    const log = path.join(server.folder, 'mail.log');
    await fs.writeFile(log, 'what was there before is sent by the first step\n');
    const made = {
      ...{ name: server.source.name, address: server.address, token: server.source.token },
      ...{ log, format: 'postfix', settings: {} },
    };
    const [, step] = WAYS.push.steps(made);
    const program = step!.code!.replace('sleep 5', 'sleep 0.2');
    loop = spawn('bash', ['-c', program], { stdio: 'ignore', detached: true });

    // It begins at the end of the file, wherever that is when it is there: so a line is written until one arrives.
    let first = '';
    await vi.waitFor(async () => {
      await fs.appendFile(log, 'is anybody there?\n');
      first = await server.accepted();
      expect(first).toContain('is anybody there?');
    }, WAIT);
    await fs.appendFile(log, text.slice(0, half));
    await vi.waitFor(async () => expect(await server.accepted()).toContain(text.slice(0, half)), WAIT);

    server.away = true;
    await fs.appendFile(log, text.slice(half));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await server.accepted()).not.toContain(text.slice(half));
    server.away = false;
    await vi.waitFor(async () => expect(await server.accepted()).toContain(text.slice(half)), WAIT);
    const lines = (await server.accepted()).replaceAll('is anybody there?\n', '');
    expect(lines).toBe(text);
  },
  120_000,
);

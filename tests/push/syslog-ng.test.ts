import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findProgram, openPushServer, type PushServer } from './push-server';

/** It cannot be installed beside rsyslog, so .ci/run lays it down in a folder of its own. */
const APART = '/opt/bounceboard-ci/syslog-ng';
const syslogNg = findProgram(
  'syslog-ng',
  [`${APART}/usr/sbin/syslog-ng`, 'syslog-ng', '/usr/sbin/syslog-ng'],
  'the test of docs/push/syslog-ng.conf',
);
const WAIT = { timeout: 60_000, interval: 100 };

let server: PushServer;
let daemon: ChildProcess | null = null;
beforeEach(async () => {
  server = await openPushServer();
});
afterEach(async () => {
  if (daemon && daemon.exitCode === null) {
    const ended = new Promise((resolve) => daemon!.once('exit', resolve));
    daemon.kill('SIGKILL');
    await ended;
  }
  await server.close();
});

test.skipIf(!syslogNg)(
  'syslog-ng pushes what is logged, and what was logged during an outage',
  async () => {
    const { folder } = server;
    const version = /^syslog-ng.*?(\d+\.\d+)/m.exec(run(['--version']))![1]!;
    const part = await server.put('syslog-ng.conf', (text) =>
      text.replace('mem-buf-size(64Mb)', 'mem-buf-size(1Mb) dir("/")'.replace('/', folder)),
    );
    const socket = path.join(folder, 'log.sock');
    const main = path.join(folder, 'main.conf');
    await fs.writeFile(
      main,
      `@version: ${version}\noptions { time-reopen(1); };\nsource s_src { unix-dgram("${socket}"); };\n@include "${part}"\n`,
    );
    const modules = syslogNg!.startsWith(APART)
      ? [`--module-path=${APART}/usr/lib/syslog-ng/${version}`]
      : [];
    const own = ['persist-file', 'control', 'pidfile'].map((name) => `--${name}=${path.join(folder, name)}`);
    daemon = spawn(syslogNg!, ['-F', '-f', main, ...modules, ...own], {
      env: environment(),
      stdio: 'ignore',
    });
    await vi.waitFor(() => fs.access(socket), WAIT);
    const log = (n: number, facility = 'mail.info') =>
      execFileSync('logger', [
        ...['--socket', socket, '--priority', facility, '--tag', 'postfix/smtp[7]'],
        `4C${String(n).padStart(8, '0')}: to=<user${n}@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)`,
      ]);
    const seen = async () => [...(await server.accepted()).matchAll(/user(\d+)@/g)].map(([, n]) => Number(n));
    log(1);
    log(1000, 'auth.info');
    await vi.waitFor(async () => expect(await seen()).toEqual([1]), WAIT);
    server.away = true;
    for (let n = 2; n <= 30; n++) log(n);
    server.away = false;
    log(31);
    await vi.waitFor(
      async () => expect(await seen()).toEqual(Array.from({ length: 31 }, (_, i) => i + 1)),
      WAIT,
    );
  },
  180_000,
);

const run = (args: string[]) => execFileSync(syslogNg!, args, { env: environment(), encoding: 'utf8' });

function environment(): NodeJS.ProcessEnv {
  if (!syslogNg!.startsWith(APART)) return process.env;
  const folders = ['usr/lib/syslog-ng', 'usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'];
  return { ...process.env, LD_LIBRARY_PATH: folders.map((name) => path.join(APART, name)).join(':') };
}

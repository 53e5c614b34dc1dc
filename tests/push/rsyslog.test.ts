import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findProgram, openPushServer, type PushServer } from './push-server';

const rsyslogd = findProgram(
  'rsyslog',
  ['rsyslogd', '/usr/sbin/rsyslogd'],
  'the test of docs/push/rsyslog.conf',
);
const logger = findProgram('logger', ['logger'], 'the test of docs/push/rsyslog.conf');
const WAIT = { timeout: 60_000, interval: 100 };

let server: PushServer;
let daemon: ChildProcess | null = null;
beforeEach(async () => {
  server = await openPushServer();
});
afterEach(async () => {
  const { exitCode } = daemon ?? { exitCode: 0 };
  if (daemon && exitCode === null) {
    const ended = new Promise((resolve) => daemon!.once('exit', resolve));
    daemon.kill('SIGKILL');
    await ended;
  }
  await server.close();
});

test.skipIf(!rsyslogd || !logger)(
  'rsyslog pushes what is logged, and what was logged during an outage',
  async () => {
    const { folder } = server;
    const script = await server.put('rsyslog-push.sh');
    const settings = path.join(folder, 'push.conf');
    await fs.writeFile(
      settings,
      `BOUNCEBOARD_URL=${server.address}/api/v1/ingest/${server.source.name}\nBOUNCEBOARD_TOKEN=${server.source.token}\n`,
    );
    const action = await server.put('rsyslog.conf', (text) =>
      text
        .replace(
          '/usr/local/lib/bounceboard/rsyslog-push.sh /etc/bounceboard-push.conf',
          `${script} ${settings}`,
        )
        .replace('action.resumeInterval="10"', 'action.resumeInterval="1"'),
    );
    const socket = path.join(folder, 'log.sock');
    const main = path.join(folder, 'main.conf');
    await fs.writeFile(
      main,
      `global(workDirectory="${folder}")
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="${socket}" CreatePath="on" RateLimit.Interval="0")
include(file="${action}")
`,
    );
    daemon = spawn(rsyslogd!, ['-n', '-f', main, '-i', path.join(folder, 'pid')], {
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
    expect(await server.accepted()).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d \S+ postfix\/smtp\[7\]: 4C/,
    );
  },
  180_000,
);

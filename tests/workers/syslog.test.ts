import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bounced } from '../ingest/postfix-lines';
import { quietPort } from '../sources/quiet-port';
import { type ListeningRoom, openListeningRoom } from './listening-room';
import { isInstalled, openFolder, type Program, startProgram } from './programs';

/** What is asserted is waited for; how long that takes on a busy machine is not what is tested. */
vi.setConfig({ testTimeout: 120_000 });
const WAIT = { timeout: 30_000, interval: 50 };

let room: ListeningRoom;
let port: number;
beforeEach(async () => {
  room = await openListeningRoom();
  port = await quietPort();
});
afterEach(() => room.close());

const add = (settings: object = {}) => room.add('syslog', { port, ...settings }, 'postfix');

/** Waits until something listens there. */
async function connect(at = port): Promise<net.Socket> {
  return vi.waitFor(async () => {
    const socket = net.connect(at, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }, WAIT);
}
const send = async (text: string, at = port) => (await connect(at)).end(text);
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => bounced(from + i)).join('');

describe('a syslog source', () => {
  test('that is made, moved and paused while a worker runs is listened to without a restart', async () => {
    await room.work();
    const id = await add();
    await send(lines(0, 3));
    await room.untilEvents(3);
    const other = await quietPort();
    await room.db.source.update({ where: { id }, data: { settings: { port: other } } });
    await send(lines(3, 2), other);
    await room.untilEvents(5);
    await room.db.source.update({ where: { id }, data: { paused: true } });
    // Given back once it does not listen any more.
    const holder = async () => (await room.db.source.findUniqueOrThrow({ where: { id } })).leaseOwner;
    await vi.waitFor(async () => expect(await holder()).toBeNull(), WAIT);
    const socket = net.connect(other, '127.0.0.1');
    await expect(once(socket, 'connect')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('whose port a stranger has says so, until it can be had', async () => {
    const stranger = net.createServer().listen(port, '127.0.0.1');
    await once(stranger, 'listening');
    const id = await add();
    await room.work();
    await room.untilFault(id, new RegExp(`another program or source listens on 127.0.0.1:${port}`));
    await new Promise((resolve) => stranger.close(resolve));
    await room.untilFault(id, null);
    await send(lines(0, 1));
    await room.untilEvents(1);
  });

  test('whose port another worker has is in good hands, and taken over when that one ends', async () => {
    const id = await add();
    const first = await room.work('elsewhere-1');
    await send(lines(0, 1));
    await room.untilEvents(1);
    // Nobody says so while both work: the second has looked at least once when its own source is listened to.
    await room.work('elsewhere-2');
    const other = await quietPort();
    await room.add('syslog', { port: other }, 'postfix');
    (await connect(other)).destroy();
    const { fault } = await room.db.source.findUniqueOrThrow({ where: { id } });
    expect(fault).toBeNull();
    await first.stop();
    await send(lines(1, 1));
    await room.untilEvents(2);
  });

  test('with a certificate that cannot be read says which', async () => {
    const id = await add({ certificateFile: room.at('none.pem'), keyFile: room.at('none.key') });
    await room.work();
    await room.untilFault(id, /no such file or directory.*none\.pem/);
  });

  test('loses nothing and brings nothing twice while the store is away', async () => {
    const id = await add();
    await room.work();
    const socket = await connect();
    socket.write(lines(0, 50));
    await room.untilEvents(50);
    await room.db.$executeRaw`ALTER TABLE ingest_batch RENAME TO away`;
    socket.end(lines(50, 2_000));
    await room.untilFault(id, /what arrives cannot be stored, and waits/);
    await room.db.$executeRaw`ALTER TABLE away RENAME TO ingest_batch`;
    await room.untilEvents(2_050);
    await room.untilFault(id, null);
    expect((await room.arrivals()).join('')).toBe(lines(0, 2_050));
  });

  test('that could not keep up says what was lost, as a gap', async () => {
    await add();
    await room.work();
    const socket = await connect();
    socket.write(`${lines(0, 1)}Jan  5 00:00:00 relay1 postfix/sm`);
    await room.untilEvents(1);
    socket.resetAndDestroy();
    await vi.waitFor(async () => {
      const [gap] = await room.db.sourceGap.findMany();
      expect(gap).toMatchObject({ bytes: 33n, reason: 'a connection ended in the middle of a message' });
    }, WAIT);
  });
});

/** What rsyslog makes of a message depends on its template; these are the two that it brings along. */
const FORWARDING = {
  'TCP, a line each, RFC 3164': 'protocol="tcp" template="RSYSLOG_TraditionalForwardFormat"',
  'TCP, octet counting, RFC 5424':
    'protocol="tcp" tcp_framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"',
  'UDP, RFC 3164': 'protocol="udp" template="RSYSLOG_TraditionalForwardFormat"',
} as const;

const HAVE_LOGGER = isInstalled('logger', 'syslog from logger(1)');
const HAVE_RSYSLOG = isInstalled('rsyslogd', 'syslog from a real rsyslog') && HAVE_LOGGER;

/** The words of a Postfix bounce without the prefix, which is the logger's to write. */
const words = (n: number) => bounced(n).replace(/^.*?postfix\/smtp\[1\]: /, '');
const all = (count: number) => Array.from({ length: count }, (_, n) => words(n)).join('');

describe.skipIf(!HAVE_RSYSLOG)('a real rsyslog', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let rsyslog: Program | null = null;
  beforeEach(async () => {
    folder = await openFolder();
  });
  afterEach(async () => {
    await rsyslog?.stop();
    await folder.remove();
  });

  test.each(Object.entries(FORWARDING))('forwards by %s', async (_, forwarding) => {
    await add({ transport: 'tcp+udp' });
    await room.work();
    (await connect()).destroy();
    const socket = folder.at('log');
    await fs.writeFile(
      folder.at('rsyslog.conf'),
      `global(workDirectory="${folder.at('')}")
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="${socket}" RateLimit.Interval="0")
action(type="omfwd" target="127.0.0.1" port="${port}" ${forwarding})
`,
    );
    rsyslog = startProgram('rsyslogd', ['-n', '-f', folder.at('rsyslog.conf'), '-i', folder.at('pid')]);
    await vi.waitFor(() => fs.access(socket), WAIT).catch(() => expect.fail(rsyslog?.said()));
    await fs.writeFile(folder.at('mail.log'), all(100));
    const logger = spawnSync('logger', [
      ...['--socket', socket, '--priority', 'mail.info', '--tag', 'postfix/smtp[1]'],
      ...['--file', folder.at('mail.log')],
    ]);
    expect(logger.stderr.toString()).toBe('');
    await room.untilEvents(100);
    expect(await room.db.event.count({ where: { diagnostic: { contains: 'User unknown' } } })).toBe(100);
  });
});

describe.skipIf(!HAVE_LOGGER)('logger(1)', () => {
  test.each([
    ['TCP', ['--tcp']],
    ['TCP, octet counting', ['--tcp', '--octet-count']],
    ['UDP', ['--udp']],
    ['UDP, RFC 3164', ['--udp', '--rfc3164']],
  ])('sends by %s', async (_, options) => {
    await add({ transport: 'tcp+udp' });
    await room.work();
    (await connect()).destroy();
    const to = ['--server', '127.0.0.1', '--port', String(port)];
    const { stderr } = spawnSync('logger', [...to, ...options, '--tag', 'postfix/smtp[1]', words(1).trim()]);
    expect(stderr.toString()).toBe('');
    await room.untilEvents(1);
  });
});

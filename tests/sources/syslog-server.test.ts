import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Loss } from '@/lib/sources/loss-count';
import { listenForSyslog, type SyslogOptions, type SyslogServer } from '@/lib/sources/syslog-server';
import { dropsIn } from '@/lib/sources/udp-drops';
import { quietPort } from './quiet-port';

const LOOPBACK: SyslogOptions = {
  ...{ host: '127.0.0.1', port: 0, transports: ['tcp'], networks: ['127.0.0.0/8'], tls: null },
};
const WAIT = { timeout: 20_000, interval: 10 };

/** A store that can be told to refuse, or to take its time. */
class Shelf {
  readonly content = new Map<string, string>();
  refusing = false;
  held: Promise<void> | null = null;
  faults: (string | null)[] = [];
  losses: Loss[] = [];
  refused: string[] = [];

  receiver = {
    write: async ({ key, content }: { key: string; content: Buffer }) => {
      await this.held;
      if (this.refusing) throw new Error('the store is away');
      this.content.set(key, content.toString());
    },
    onFault: (fault: string | null) => void this.faults.push(fault),
    tellLost: async (losses: Loss[]) => void this.losses.push(...losses),
    onRefused: (address: string, reason: string) => void this.refused.push(`${address} ${reason}`),
  };

  /** Makes every write wait. @returns what ends it. */
  hold(): () => void {
    let release = () => {};
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  get lines(): string[] {
    return [...this.content.values()].join('').split('\n').slice(0, -1);
  }
}

let shelf: Shelf;
let server: SyslogServer | null;
beforeEach(() => {
  shelf = new Shelf();
  server = null;
});
afterEach(async () => {
  await server?.close(0);
});

async function listen(options: Partial<SyslogOptions> = {}): Promise<number> {
  server = await listenForSyslog({ ...LOOPBACK, ...options }, shelf.receiver);
  return server.port;
}

async function connect(port: number): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  return socket;
}

/** `line` padded to a kilobyte, so that few make much. */
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `<22>${from + i} ${'x'.repeat(1_000)}`);

describe('by TCP', () => {
  test('lines of several connections come, those of each in order', async () => {
    const port = await listen();
    const sockets = await Promise.all([connect(port), connect(port), connect(port)]);
    for (let n = 0; n < 50; n++)
      for (const [at, socket] of sockets.entries()) socket.write(`<22>${at} ${n}\n`);
    for (const socket of sockets) socket.end();
    await vi.waitFor(() => expect(shelf.lines).toHaveLength(150), WAIT);
    for (const at of sockets.keys())
      expect(shelf.lines.filter((line) => line.startsWith(`<22>${at} `))).toEqual(
        Array.from({ length: 50 }, (_, n) => `<22>${at} ${n}`),
      );
  });

  test('a last line without an end is one, where the connection ends in order', async () => {
    const socket = await connect(await listen());
    socket.end('<22>one\n<22>two');
    await vi.waitFor(() => expect(shelf.lines).toEqual(['<22>one', '<22>two']), WAIT);
    expect(shelf.losses).toEqual([]);
  });

  test('half a line is told of, where the connection breaks', async () => {
    const socket = await connect(await listen());
    socket.write('<22>one\n<22>tw');
    await vi.waitFor(() => expect(shelf.lines).toEqual(['<22>one']), WAIT);
    socket.resetAndDestroy();
    const reason = 'a connection ended in the middle of a message';
    await vi.waitFor(() => expect(shelf.losses).toEqual([{ reason, count: 1, bytes: 6 }]), WAIT);
  });

  test('a store that refuses is tried again: nothing lost, nothing twice, in order', async () => {
    shelf.refusing = true;
    const socket = await connect(await listen());
    for (const line of numbered(0, 600)) socket.write(`${line}\n`);
    socket.end();
    await vi.waitFor(() => expect(shelf.faults.length).toBeGreaterThan(2), WAIT);
    expect(shelf.faults).not.toContain(null);
    expect(shelf.lines).toEqual([]);
    shelf.refusing = false;
    await vi.waitFor(() => expect(shelf.lines).toEqual(numbered(0, 600)), WAIT);
    expect(shelf.faults.at(-1)).toBeNull();
  });

  test('a write whose answer was lost is the same batch when it is tried again', async () => {
    let tries = 0;
    const write = shelf.receiver.write;
    shelf.receiver.write = async (batch) => {
      await write(batch);
      if (tries++ === 0) throw new Error('the connection broke');
    };
    const socket = await connect(await listen());
    socket.end('<22>one\n<22>two\n');
    await vi.waitFor(() => expect(shelf.faults.at(-1)).toBeNull(), WAIT);
    expect({ tries, lines: shelf.lines }).toEqual({ tries: 2, lines: ['<22>one', '<22>two'] });
  });

  test('a store that is slow makes the sender wait: little is held, and all comes in the end', async () => {
    const release = shelf.hold();
    const socket = await connect(await listen());
    const lines = numbered(0, 64_000);
    let sent = 0;
    const sending = (async () => {
      for (; sent < lines.length; sent++) if (!socket.write(`${lines[sent]}\n`)) await once(socket, 'drain');
      socket.end();
    })();
    // The sender stands still: nothing has moved for a while.
    let before = -1;
    await vi.waitFor(
      () => {
        const now = sent;
        const stands = now > 0 && now === before;
        before = now;
        expect(stands).toBe(true);
      },
      { timeout: 20_000, interval: 500 },
    );
    // 4 MB here, and what the kernel holds between the two; without the pause all 64 MB would be taken.
    expect(sent).toBeLessThan(50_000);
    shelf.held = null;
    release();
    await sending;
    await vi.waitFor(() => expect(shelf.lines).toHaveLength(lines.length), WAIT);
    expect(shelf.lines).toEqual(lines);
    expect(shelf.losses).toEqual([]);
  });

  test('what was received is written when it is told to stop', async () => {
    const socket = await connect(await listen());
    socket.write(numbered(0, 20).join('\n'));
    await new Promise<void>((resolve) => socket.write('\n', () => resolve()));
    await vi.waitFor(async () => expect(await server?.close(20_000)).toEqual([]), WAIT);
    expect(shelf.lines).toEqual(numbered(0, 20));
  });

  test('what cannot be written by then is not passed over in silence', async () => {
    shelf.refusing = true;
    const port = await listen();
    (await connect(port)).end('<22>one\n');
    await vi.waitFor(() => expect(shelf.faults.length).toBeGreaterThan(0), WAIT);
    await server?.close(10);
    expect(shelf.losses).toEqual([
      { reason: 'received, and not written before the end', count: 1, bytes: 8 },
    ]);
  });

  test('others than the allowed networks are refused', async () => {
    const port = await listen({ networks: ['198.51.100.0/24', '2001:db8::/32'] });
    const socket = await connect(port);
    socket.write('<22>one\n');
    await once(socket, 'close');
    expect(shelf.refused).toEqual(['127.0.0.1 not among the allowed networks']);
    expect(shelf.lines).toEqual([]);
  });

  test('a port that is taken is an error', async () => {
    const port = await listen({ port: await quietPort(), transports: ['tcp', 'udp'] });
    await expect(listenForSyslog({ ...LOOPBACK, port }, shelf.receiver)).rejects.toThrow(/EADDRINUSE/);
    const datagrams = { ...LOOPBACK, port, transports: ['udp'] as const };
    await expect(listenForSyslog(datagrams, shelf.receiver)).rejects.toThrow(/EADDRINUSE/);
  });

  test('TLS, with a certificate of its own', async () => {
    const pem = (name: string) =>
      fs.readFile(path.join(import.meta.dirname, '../fixtures/tls', name), 'utf8');
    const secrets = { certificate: await pem('certificate.pem'), key: await pem('key.pem') };
    const port = await listen({ tls: secrets });
    const socket = tls.connect({ port, ca: secrets.certificate, servername: 'bounceboard.example' });
    await once(socket, 'secureConnect');
    socket.end('7 <22>one7 <22>two');
    await vi.waitFor(() => expect(shelf.lines).toEqual(['<22>one', '<22>two']), WAIT);
    const plain = await connect(port);
    plain.write('<22>in clear\n');
    await vi.waitFor(() => expect(shelf.refused.join()).toContain('no TLS session'), WAIT);
    plain.destroy();
    expect(shelf.lines).toHaveLength(2);
  });
});

describe('by UDP', () => {
  async function send(port: number, datagrams: readonly string[]): Promise<void> {
    const socket = dgram.createSocket('udp4');
    for (const datagram of datagrams) {
      await new Promise<void>((resolve, reject) =>
        socket.send(datagram, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
      );
      // Gives the receiver, which is of this process too, its turn: a datagram that it cannot take is gone.
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.close();
  }

  test('a datagram is a line', async () => {
    await send(await listen({ transports: ['udp'] }), ['<22>one', '<22>two\n', '<22>th\nree']);
    await vi.waitFor(() => expect(shelf.lines).toEqual(['<22>one', '<22>two', '<22>th#012ree']), WAIT);
  });

  test('what the store is too slow for is dropped, and counted', async () => {
    const release = shelf.hold();
    const port = await listen({ transports: ['udp'] });
    const datagrams = Array.from({ length: 400 }, (_, n) => `<22>${n} ${'x'.repeat(50_000)}`);
    await send(port, datagrams);
    const told = () => shelf.losses.reduce((sum, { count }) => sum + count, 0);
    await vi.waitFor(() => expect(told()).toBeGreaterThan(0), WAIT);
    shelf.held = null;
    release();
    await server?.close(20_000);
    // 16 MB are held; the rest is counted, to the last one.
    expect(shelf.lines.length).toBeGreaterThan(300);
    expect(shelf.lines.length + told()).toBe(400);
    expect(shelf.losses[0]?.reason).toContain('datagrams were dropped');
  });

  test('others than the allowed networks are refused', async () => {
    await send(await listen({ transports: ['udp'], networks: ['198.51.100.0/24'] }), ['<22>one']);
    await vi.waitFor(() => expect(shelf.refused).toHaveLength(1), WAIT);
  });

  test("the kernel's own drops are read from its table", () => {
    const table = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  413: 0100007F:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 17 2 0000000000000000 42
  520: 00000000:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18 2 0000000000000000 7
  521: 00000000000000000000000001000000:0202 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19 2 0000000000000000 3
  522: B80D0120000000000000000001000000:0202 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 20 2 0000000000000000 4
`;
    const drops = (address: string, port = 514) => dropsIn(table, address, port);
    expect([drops('127.0.0.1'), drops('0.0.0.0'), drops('::1'), drops('2001:db8::1')]).toEqual([42, 7, 3, 4]);
    expect([drops('127.0.0.1', 515), drops('192.0.2.1')]).toEqual([null, null]);
  });
});

import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AddressRefused, guardedClient } from '@/lib/outgoing/guarded-client';

const pem = (name: string) =>
  fs.readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

/** What each address of the server answers with. */
const ANSWERS: Record<string, (response: http.ServerResponse) => void> = {
  '/': (response) => response.end('{"ok":true}'),
  '/moved': (response) => response.writeHead(302, { location: '/' }).end(),
  '/endless': (response) => {
    const timer = setInterval(() => response.write('x'.repeat(16_384)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/never': () => {},
  '/slow-body': (response) => response.write('a'),
};

let reached = 0;
const listener: http.RequestListener = ({ url = '/' }, response) => {
  reached++;
  ANSWERS[url]?.(response);
};
const servers: http.Server[] = [];
let port = 0;
let tlsPort = 0;

const HAS_IPV6 = Object.values(os.networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1');

/** On all addresses: many encodings lead here. */
async function listen(server: http.Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, HAS_IPV6 ? '::' : '0.0.0.0', resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  port = await listen(http.createServer(listener));
  tlsPort = await listen(https.createServer({ key: pem('key'), cert: pem('certificate') }, listener));
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const strict = guardedClient({ allowHosts: [] });
const local = guardedClient({ allowHosts: ['127.0.0.1'] });
const ask = (client: typeof strict, url: string) => client.post(url, {}, '{}');

/** As a client without the guard sees it. */
const connects = (host: string) =>
  new Promise<boolean>((resolve) => {
    const request = http.request(`http://${host}:${port}/`, { method: 'POST' }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('error', () => resolve(false));
    request.end();
  });

describe('internal addresses', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.1', true],
    ['2130706433', true],
    ['0x7f000001', true],
    ['0177.0.0.1', true],
    ['127.0.0.1.', true],
    ['localhost', true],
    ['LOCALHOST', true],
    ['[::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['[::ffff:7f00:1]', true],
    ['0.0.0.0', true],
    ['0', true],
    ['[::]', true],
    ['169.254.169.254', false],
    ['[fe80::1]', false],
    ['[fd00:ec2::254]', false],
    ['[64:ff9b::7f00:1]', false],
    ['[2002:7f00:1::]', false],
    ['10.0.0.1', false],
    ['172.16.0.1', false],
    ['192.168.0.1', false],
    ['100.64.0.1', false],
    ['224.0.0.1', false],
  ])('%s is not connected to', async (host, isHere) => {
    // Where it is an address of this machine, the server would have been reached without the guard.
    if (isHere && (HAS_IPV6 || !host.startsWith('['))) expect(await connects(host)).toBe(true);
    const before = reached;
    await expect(ask(strict, `http://${host}:${port}/`)).rejects.toThrow(AddressRefused);
    expect(reached).toBe(before);
  });

  test('the fault says what to do', async () => {
    await expect(ask(strict, `http://localhost:${port}/`)).rejects.toThrow(
      /^localhost \((127\.0\.0\.1|::1)\) is an internal address: list it in BOUNCEBOARD_ALLOW_HOSTS/,
    );
  });

  test('nor is a name that resolves to one when it is connected to', async () => {
    const resolving = (addresses: string[]) =>
      guardedClient({
        allowHosts: [],
        lookup: (_, { all }, answer) => {
          const found = addresses.map((address) => ({ address, family: net.isIP(address) }));
          if (all) answer(null, found);
          else answer(null, found[0]!.address, found[0]!.family);
        },
      });
    const before = reached;
    for (const addresses of [['127.0.0.1'], ['198.51.100.1', '127.0.0.1'], ['::ffff:127.0.0.1']])
      await expect(ask(resolving(addresses), `http://hooks.example:${port}/`)).rejects.toThrow(
        AddressRefused,
      );
    expect(reached).toBe(before);
  });

  test.each(['file:///etc/passwd', 'ftp://192.0.2.1/', 'data:text/plain,x'])('nor %s', async (url) => {
    await expect(ask(strict, url)).rejects.toThrow(AddressRefused);
  });

  test.each([
    ['an address', ['127.0.0.1'], '127.0.0.1'],
    ['a network', ['127.0.0.0/8'], '127.0.0.1'],
    ['a name', ['localhost'], 'localhost'],
    ['a name, of which only the address is listed', ['127.0.0.0/8', '::1'], 'localhost'],
  ])('unless the operator lists it: %s', async (_, allowHosts, host) => {
    expect(await ask(guardedClient({ allowHosts }), `http://${host}:${port}/`)).toMatchObject({
      status: 200,
    });
  });

  test('what is listed does not open the rest, and is what is connected to', async () => {
    await expect(ask(local, `http://[::1]:${port}/`)).rejects.toThrow(AddressRefused);
    let asked = 0;
    const rebinding = guardedClient({
      allowHosts: ['192.0.2.0/24'],
      timeoutMs: 500,
      lookup: (_, { all }, answer) => {
        const address = asked++ === 0 ? '192.0.2.1' : '127.0.0.1';
        if (all) answer(null, [{ address, family: 4 }]);
        else answer(null, address, 4);
      },
    });
    const before = reached;
    await expect(ask(rebinding, `http://ntfy.example:${port}/`)).rejects.toThrow();
    expect(reached).toBe(before);
  });
});

describe('answers', () => {
  test('a redirect is an answer, and not followed', async () => {
    const before = reached;
    expect(await ask(local, `http://127.0.0.1:${port}/moved`)).toMatchObject({ status: 302 });
    expect(reached).toBe(before + 1);
  });

  test('an endless one is cut', async () => {
    const { status, text } = await ask(local, `http://127.0.0.1:${port}/endless`);
    expect([status, text.length]).toEqual([200, 65_536]);
  });

  test.each(['/never', '/slow-body'])(
    '%s: one that does not come to an end is not waited for',
    async (path) => {
      const impatient = guardedClient({ allowHosts: ['127.0.0.1'], timeoutMs: 300 });
      await expect(ask(impatient, `http://127.0.0.1:${port}${path}`)).rejects.toThrow(
        '127.0.0.1 did not answer within 0.3 s',
      );
    },
  );

  test('certificates are verified', async () => {
    const url = `https://127.0.0.1:${tlsPort}/`;
    await expect(ask(local, url)).rejects.toThrow(/self-signed certificate/);
    const trusting = guardedClient({ allowHosts: ['127.0.0.1', 'localhost'], ca: pem('certificate') });
    expect(await ask(trusting, url)).toMatchObject({ status: 200 });
    await expect(ask(trusting, `https://localhost:${tlsPort}/`)).rejects.toThrow(/altnames/);
  });
});

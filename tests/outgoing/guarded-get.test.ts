import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AddressRefused, guardedClient } from '@/lib/outgoing/guarded-client';
import { guardedGet } from '@/lib/outgoing/guarded-get';

let server: http.Server;
let port: number;
const answers: Record<string, (response: http.ServerResponse) => void> = {
  '/yes': (response) => response.end('yes'),
  '/away': (response) => response.writeHead(302, { location: '/yes' }).end(),
  '/failed': (response) => response.writeHead(500).end('no'),
};

beforeAll(async () => {
  server = http.createServer((request, response) =>
    request.method === 'GET' ? answers[request.url!]!(response) : response.writeHead(405).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const at = (path: string, host = '127.0.0.1') => new URL(`http://${host}:${port}${path}`);
const guarded = guardedGet(guardedClient({ allowHosts: [] }));
const allowed = guardedGet(guardedClient({ allowHosts: ['127.0.0.1'] }));

test.each([
  '127.0.0.1',
  'localhost',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '0.0.0.0',
])('nothing on this machine is asked, also under the name %s', async (host) => {
  await expect(guarded(at('/yes', host))).rejects.toThrow(AddressRefused);
});

test('without the guard it would be asked', async () => {
  expect(await allowed(at('/yes'))).toBe('yes');
});

test('what is not the answer itself is none: redirects and failures', async () => {
  await expect(allowed(at('/away'))).rejects.toThrow('answered 302');
  await expect(allowed(at('/failed'))).rejects.toThrow('answered 500');
});

import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardedGet } from '@/lib/outgoing/guarded-get';
import { selfSigned } from '../webhooks/self-signed';

const DAY_MS = 86_400_000;
let server: https.Server;
let port: number;
const answers: Record<string, (response: import('node:http').ServerResponse) => void> = {
  '/yes': (response) => response.end('yes'),
  '/away': (response) => response.writeHead(302, { location: 'https://127.0.0.1/yes' }).end(),
  '/failed': (response) => response.writeHead(500).end('no'),
  '/endless': (response) => response.end('x'.repeat(1 << 20)),
};

beforeAll(async () => {
  const { privateKey, pem } = selfSigned(new Date(Date.now() - DAY_MS), new Date(Date.now() + DAY_MS));
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
  server = https.createServer({ key, cert: pem }, (request, response) => answers[request.url!]!(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const at = (path: string, host = '127.0.0.1') => new URL(`https://${host}:${port}${path}`);
/** The server's own certificate is not what is tested here. */
const unguarded = new https.Agent({ rejectUnauthorized: false, keepAlive: false });

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
  await expect(guardedGet(at('/yes', host))).rejects.toThrow(/not allowed|private|Because/i);
});

test('without the guard it would be asked', async () => {
  expect(await guardedGet(at('/yes'), unguarded)).toBe('yes');
});

test('what is not the answer itself is none: redirects, failures, and more than was asked for', async () => {
  await expect(guardedGet(at('/away'), unguarded)).rejects.toThrow('answered 302');
  await expect(guardedGet(at('/failed'), unguarded)).rejects.toThrow('answered 500');
  await expect(guardedGet(at('/endless'), unguarded)).rejects.toThrow('too long');
});

test('a certificate that nobody vouches for is not believed', async () => {
  await expect(guardedGet(at('/yes'), new https.Agent())).rejects.toThrow(/self-signed|certificate/i);
});

import { describe, expect, test } from 'vitest';
import { ownPath } from '@/app/_access/own-path';
import {
  addressOf,
  goesBy,
  isAtThisMachine,
  isForeignChange,
  isSecure,
  PEER_HEADER,
  type Reach,
  showsTokenAlone,
} from '@/lib/auth/reach';

const HERE: Reach = { listensOn: '127.0.0.1', publicUrl: null, proxyHops: 0 };
const PUBLISHED: Reach = { ...HERE, publicUrl: 'https://bounces.example.com' };
const EVERYWHERE: Reach = { ...HERE, listensOn: '0.0.0.0' };
const said = (headers: Record<string, string>) => new Headers(headers);

test.each<[string | null, Reach, boolean]>([
  ['127.0.0.1:3000', HERE, true],
  ['localhost:8080', HERE, true],
  ['[::1]:3000', HERE, true],
  ['127.9.9.9', HERE, true],
  ['LOCALHOST', HERE, true],
  [null, HERE, false],
  ['', HERE, false],
  // Names that somebody else can point at 127.0.0.1.
  ['evil.example', HERE, false],
  ['127.0.0.1.evil.example', HERE, false],
  ['localhost.evil.example', HERE, false],
  ['localhost@evil.example', HERE, false],
  ['evil.example#localhost', HERE, false],
  ['bounces.example.com', HERE, false],
  ['192.0.2.1', HERE, false],
  ['bounces.example.com', PUBLISHED, true],
  ['Bounces.Example.com', PUBLISHED, true],
  ['bounces.example.com:8443', PUBLISHED, false],
  ['evil.example', PUBLISHED, false],
  // An address is nobody's to point elsewhere.
  ['192.0.2.1:3000', EVERYWHERE, true],
  ['[2001:db8::1]:3000', EVERYWHERE, true],
  ['evil.example', EVERYWHERE, false],
  ['relay.example', { ...HERE, listensOn: 'relay.example' }, true],
])('the dashboard goes by %s', (host, reach, expected) => {
  expect(goesBy(host, reach)).toBe(expected);
});

test('cookies are bound to TLS where the operator says that there is TLS', () => {
  expect(isSecure('bounces.example.com', PUBLISHED)).toBe(true);
  expect(isSecure('127.0.0.1:3000', PUBLISHED)).toBe(false);
  expect(isSecure('bounces.example.com', { ...HERE, publicUrl: 'http://bounces.example.com' })).toBe(false);
});

const HOST = { host: '127.0.0.1:3000' };
test.each<[string, string, Record<string, string>, boolean]>([
  ['a page asks for another', 'GET', { ...HOST, 'sec-fetch-site': 'cross-site' }, false],
  ['a form of ours', 'POST', { ...HOST, 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
  [
    'an action of ours',
    'POST',
    { ...HOST, 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' },
    false,
  ],
  [
    'a form of another site',
    'POST',
    { ...HOST, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    true,
  ],
  [
    'another port of this machine',
    'POST',
    { ...HOST, 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8000' },
    true,
  ],
  ['a name beside ours', 'POST', { ...HOST, 'sec-fetch-site': 'same-site' }, true],
  ['an address that was typed in', 'POST', { ...HOST, 'sec-fetch-site': 'none' }, true],
  ['a browser on a plain connection', 'POST', { ...HOST, origin: 'http://127.0.0.1:3000' }, false],
  ['another site on a plain connection', 'POST', { ...HOST, origin: 'http://evil.example' }, true],
  ['a frame without an origin', 'POST', { ...HOST, origin: 'null' }, true],
  ['no browser', 'POST', HOST, true],
  ['no browser that deletes', 'DELETE', HOST, true],
])('%s: %s', (_, method, headers, isForeign) => {
  expect(isForeignChange(method, said(headers))).toBe(isForeign);
});

test.each<[Record<string, string>, boolean]>([
  [{ authorization: 'Bearer bb_x' }, true],
  [{}, false],
  [{ authorization: 'Basic YTpi' }, false],
  // A browser adds these by itself.
  [{ authorization: 'Bearer bb_x', cookie: 'bounceboard-here=1' }, false],
  [{ cookie: 'bounceboard-here=1' }, false],
])('%o shows a token alone: %s', (headers, isAlone) => {
  expect(showsTokenAlone(said(headers))).toBe(isAlone);
});

describe('who asks, as far as the network knows', () => {
  const FORGED = { 'x-forwarded-for': '203.0.113.9, 198.51.100.4' };
  test.each<[string, Record<string, string>, Partial<Reach>, string | null]>([
    ['directly', { [PEER_HEADER]: '192.0.2.1' }, {}, '192.0.2.1'],
    ['directly, in the way of IPv6', { [PEER_HEADER]: '::ffff:192.0.2.1' }, {}, '192.0.2.1'],
    ['directly, and claims to be others', { [PEER_HEADER]: '192.0.2.1', ...FORGED }, {}, '192.0.2.1'],
    ['through a proxy at this machine', { [PEER_HEADER]: '127.0.0.1', ...FORGED }, {}, '198.51.100.4'],
    ['through one elsewhere', { [PEER_HEADER]: '192.0.2.1', ...FORGED }, { proxyHops: 1 }, '198.51.100.4'],
    ['through two', { [PEER_HEADER]: '192.0.2.1', ...FORGED }, { proxyHops: 2 }, '203.0.113.9'],
    ['past the proxy', { [PEER_HEADER]: '192.0.2.1' }, { proxyHops: 1 }, '192.0.2.1'],
    ['with nonsense', { [PEER_HEADER]: '127.0.0.1', 'x-forwarded-for': 'me' }, {}, '127.0.0.1'],
    ['from nowhere', {}, {}, null],
  ])('%s', (_, headers, reach, expected) => {
    expect(addressOf(said(headers), { ...EVERYWHERE, ...reach })).toBe(expected);
  });
});

describe('at this machine', () => {
  const SITS_HERE = {
    ...HOST,
    [PEER_HEADER]: '127.0.0.1',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': HOST.host,
  };

  test('somebody sits, with a browser or through a tunnel', () => {
    expect(isAtThisMachine(said(SITS_HERE), HERE)).toBe(true);
    expect(isAtThisMachine(said({ host: 'localhost:9000', [PEER_HEADER]: '::ffff:127.0.0.1' }), HERE)).toBe(
      true,
    );
    expect(
      isAtThisMachine(said({ host: '[::1]:3000', [PEER_HEADER]: '::1' }), { ...HERE, listensOn: '::1' }),
    ).toBe(true);
  });

  test.each<[string, Record<string, string>, Reach?]>([
    ['another name', { host: 'evil.example' }],
    ['another name before a proxy', { 'x-forwarded-host': 'bounces.example.com' }],
    ['another address', { [PEER_HEADER]: '192.0.2.1' }],
    ['another address before a proxy', { 'x-forwarded-for': '192.0.2.1' }],
    ['another address before two', { 'x-forwarded-for': '192.0.2.1, 127.0.0.1' }],
    ['a proxy that says so', { via: '1.1 proxy' }],
    ['a proxy of the other kind', { forwarded: 'for=127.0.0.1' }],
    ['a proxy that names whom it speaks for', { 'x-real-ip': '127.0.0.1' }],
    ['a process that others reach', {}, EVERYWHERE],
    ['the name that others use', { host: 'bounces.example.com' }, PUBLISHED],
  ])('is not %s', (_, change, reach = HERE) => {
    expect(isAtThisMachine(said({ ...SITS_HERE, ...change }), reach)).toBe(false);
  });

  test('is nobody of whom the process does not know where they are', () => {
    const { [PEER_HEADER]: _, ...unknown } = SITS_HERE;
    expect(isAtThisMachine(said(unknown), HERE)).toBe(false);
  });
});

test.each([
  ['/', '/'],
  ['/alerts?range=6h', '/alerts?range=6h'],
  ['/codes/5.7.26#top', '/codes/5.7.26'],
  ['/a/../alerts', '/alerts'],
  [undefined, '/'],
  ['', '/'],
  ['alerts', '/'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['///evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['/%09/evil.example', '/%09/evil.example'],
  ['javascript:alert(1)', '/'],
])('after a login it goes on to a place of ours: %j', (wanted, place) => {
  expect(ownPath(wanted)).toBe(place);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '@/app/_api/operations';
import { RequestLimit } from '@/app/_api/request-limit';
import { mayActAs } from '@/lib/auth/person';
import { revokeToken } from '@/lib/auth/tokens';
import { type ApiRoom, askApi, openApiRoom, problemIn } from './open-api-room';

let room: ApiRoom;
let read: string;
let admin: string;
let ingest: string;
beforeAll(async () => {
  room = await openApiRoom();
  [read, admin, ingest] = await Promise.all([room.token('read'), room.token('admin'), room.token('ingest')]);
});
afterAll(() => room.close());

/** Of nothing that there is: what is allowed does no harm. */
const addressOf = (path: string) => path.replace(/\{\w+\}/g, '999');

test.each(OPERATIONS)('$method $path asks for a token that may', async ({ method, path, needs }) => {
  const place = addressOf(path);
  const as = (token: string | null) => askApi(room, token, place, { method });
  const [nobody, guessed, pushing, reading] = await Promise.all([
    as(null),
    as('bb_guess'),
    as(ingest),
    as(read),
  ]);
  for (const answer of [nobody, guessed]) {
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(await problemIn(answer)).toMatchObject({ status: 401, type: 'urn:bounceboard:token' });
  }
  expect(await problemIn(pushing)).toMatchObject({ status: 403, type: 'urn:bounceboard:scope' });
  const maySee = mayActAs({ id: null, name: '', role: 'viewer' }, needs);
  if (maySee) expect([401, 403]).not.toContain(reading.status);
  else {
    expect(await problemIn(reading)).toMatchObject({ status: 403, type: 'urn:bounceboard:role' });
    expect(room.refusals).toContain(`token read ${method} /api/v1${place} ${needs}`);
  }
});

test('a token that was revoked or has expired is refused with the reason', async () => {
  const { db } = room.store;
  const [revoked, expired] = [await room.token('read'), await room.token('read')];
  const idOf = async (token: string) =>
    (await db.apiToken.findUniqueOrThrow({ where: { prefix: token.slice(0, 11) } })).id;
  await revokeToken(db, await idOf(revoked), new Date());
  await db.apiToken.update({ where: { id: await idOf(expired) }, data: { expiresAt: new Date(0) } });
  expect((await problemIn(await askApi(room, revoked, '/tally'))).detail).toContain('revoked');
  expect((await problemIn(await askApi(room, expired, '/tally'))).detail).toContain('expired');
});

test('whoever shows a token is nobody else, whoever is logged in', async () => {
  const visitor = {
    ...{ id: 1, name: 'ada', role: 'administrator' as const, address: null, sessionId: 1 },
    ...{ workspaces: null, inSight: null },
  };
  const here = { ...room, api: { ...room.api, whoIsLoggedIn: async () => visitor } };
  expect((await askApi(here, null, '/tally')).status).toBe(200);
  expect((await askApi(here, 'bb_guess', '/tally')).status).toBe(401);
  const basic = await askApi(here, null, '/tally', { headers: { authorization: 'Basic YTpi' } });
  expect((await problemIn(basic)).status).toBe(401);
});

test.each([
  ['/nothing', 404, 'urn:bounceboard:address', 'openapi.json'],
  ['/tally/', 404, 'urn:bounceboard:address', 'openapi.json'],
  ['/events/nobody', 404, 'urn:bounceboard:unknown', 'event'],
  ['/events/%', 404, 'urn:bounceboard:address', ''],
  ['/tally?range=fortnight', 422, 'urn:bounceboard:fields', 'range'],
  ['/tally?from=2026-11-20T00:00:00Z', 422, 'urn:bounceboard:fields', 'from'],
  ['/tally?from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z', 422, 'urn:bounceboard:fields', 'from'],
  ['/tally?from=1926-11-20T00:00:00Z&to=2026-11-19T00:00:00Z', 422, 'urn:bounceboard:fields', 'to'],
  ['/tally?from=2026-11-20T00:00:00&to=2026-11-21T00:00:00', 422, 'urn:bounceboard:fields', 'from'],
  ['/tally?filter=provder:gmail', 422, 'urn:bounceboard:fields', 'filter'],
  ['/tally?colour=red', 422, 'urn:bounceboard:fields', 'colour'],
  ['/tally?range=1h&range=2h', 422, 'urn:bounceboard:fields', 'range'],
  ['/tally?filter=provider:a%00b', 422, 'urn:bounceboard:fields', 'NUL'],
  ['/events?cursor=x', 422, 'urn:bounceboard:fields', 'cursor'],
  ['/events?limit=501', 422, 'urn:bounceboard:fields', 'limit'],
  ['/events?recipientHash=ana', 422, 'urn:bounceboard:fields', 'recipientHash'],
])('%s is %i', async (place, status, type, words) => {
  const problem = await problemIn(await askApi(room, admin, place));
  expect(problem).toMatchObject({ status, type });
  expect(problem.detail).toContain(words);
});

test('an address says which methods it takes', async () => {
  const answer = await askApi(room, admin, '/tally', { method: 'DELETE' });
  expect(answer.headers.get('allow')).toBe('GET');
  expect(await problemIn(answer)).toMatchObject({ status: 405 });
});

test('what is the same is not sent again', async () => {
  const ends = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z';
  const first = await askApi(room, admin, `/tally?${ends}`);
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const headers = { 'if-none-match': `"other", W/${etag}` };
  const second = await askApi(room, admin, `/tally?${ends}`, { headers });
  expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', etag]);
  const other = await askApi(room, admin, '/tally?from=2026-11-19T00:00:00Z&to=2026-11-21T00:00:00Z', {
    headers,
  });
  expect(other.status).toBe(200);
});

test('a caller who asks too much waits, and others do not', async () => {
  const strict = { ...room, api: { ...room.api, limit: new RequestLimit(2) } };
  const left = async () => (await askApi(strict, read, '/tally')).headers.get('ratelimit');
  expect([await left(), await left()]).toEqual([
    expect.stringMatching(/^"requests";r=1;t=\d+$/),
    expect.stringMatching(/^"requests";r=0;t=\d+$/),
  ]);
  const refused = await askApi(strict, read, '/tally');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
  expect(await problemIn(refused)).toMatchObject({ status: 429, type: 'urn:bounceboard:requests' });
  expect((await askApi(strict, admin, '/tally')).status).toBe(200);
});

test('a fault is logged, and not told', async () => {
  const broken = {
    ...room,
    api: {
      ...room.api,
      storeOf: () => {
        throw new Error('the secret of the house');
      },
    },
  };
  const problem = await problemIn(await askApi(broken, admin, '/tally'));
  expect(problem).toMatchObject({ status: 500, type: 'urn:bounceboard:failed' });
  expect(JSON.stringify(problem)).not.toContain('secret');
  expect(room.faults).toEqual([{ path: '/api/v1/tally', fault: 'the secret of the house' }]);
});

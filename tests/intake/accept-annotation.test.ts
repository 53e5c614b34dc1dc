import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken, revokeToken } from '@/lib/auth/tokens';
import { acceptAnnotation } from '@/lib/intake/accept-annotation';
import { openTestIntake, type TestIntake } from './open-intake';

let room: TestIntake;
let token: string;
let tokenId: number;
beforeAll(async () => {
  room = await openTestIntake();
  const wanted = {
    name: 'ci',
    scopes: ['annotate' as const],
    sourceId: null,
    expiresAt: null,
    createdBy: 'test',
  };
  ({ token, id: tokenId } = await issueToken(room.store.db, wanted));
});
afterAll(() => room.close());

const post = (body: unknown, bearer = token) =>
  acceptAnnotation(
    room.intake,
    new Request('http://localhost/api/v1/annotations', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: bearer ? { authorization: `Bearer ${bearer}` } : {},
    }),
  );
const refusal = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const { type, status, detail } = (await answer.json()) as { type: string; status: number; detail: string };
  expect(status).toBe(answer.status);
  return { status, type, detail };
};

test('a program annotates, and it is written down who did', async () => {
  const answer = await post({
    ...{ kind: 'deploy', text: 'MTA 4.2', link: 'https://ci.example.com/42', scope: 'provider:gmail' },
    ...{ startsAt: '2026-11-10T13:00:00+01:00', endsAt: '2026-11-10T12:30:00Z' },
  });
  expect(answer.status).toBe(201);
  const { id } = (await answer.json()) as { id: number };
  expect(await room.store.db.annotation.findUnique({ where: { id } })).toMatchObject({
    ...{ kind: 'deploy', text: 'MTA 4.2', scope: 'provider:gmail', createdBy: 'token ci' },
    ...{ startsAt: new Date('2026-11-10T12:00:00Z'), endsAt: new Date('2026-11-10T12:30:00Z') },
  });
  expect(await room.store.db.auditEntry.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
    ...{ action: 'annotation.created', actor: 'token ci', subject: 'MTA 4.2' },
  });
});

test('what does not say when happened now', async () => {
  const before = Date.now();
  const { id } = (await (await post({ text: 'DNS' })).json()) as { id: number };
  const { startsAt, endsAt, kind } = await room.store.db.annotation.findUniqueOrThrow({ where: { id } });
  expect(startsAt.getTime()).toBeGreaterThanOrEqual(before);
  expect([endsAt, kind]).toEqual([null, 'other']);
});

test.each([
  ['not JSON', 400, 'urn:bounceboard:json', 'JSON object'],
  [{}, 422, 'urn:bounceboard:annotation', 'text'],
  [{ text: 'x', colour: 'red' }, 422, 'urn:bounceboard:annotation', 'colour'],
  [{ text: 'x', startsAt: '2026-11-10T12:00:00' }, 422, 'urn:bounceboard:annotation', 'startsAt'],
  [{ text: 'x', link: 'javascript:alert(1)' }, 422, 'urn:bounceboard:annotation', 'link'],
  [{ text: 'x', scope: 'nowhere' }, 422, 'urn:bounceboard:annotation', 'scope'],
])('%o is refused with its reason', async (body, status, type, word) => {
  const before = await room.store.db.annotation.count();
  const refused = await refusal(await post(body));
  expect(refused).toMatchObject({ status, type });
  expect(refused.detail).toContain(word);
  expect(await room.store.db.annotation.count()).toBe(before);
});

test('only with a token that may', async () => {
  const { token: ofSource } = await room.source('push');
  expect(await refusal(await post({ text: 'x' }, ''))).toMatchObject({ status: 401 });
  expect(await refusal(await post({ text: 'x' }, 'bb_guess'))).toMatchObject({ status: 401 });
  expect(await refusal(await post({ text: 'x' }, ofSource))).toMatchObject({ status: 403 });
  await revokeToken(room.store.db, tokenId, new Date());
  expect(await refusal(await post({ text: 'x' }))).toMatchObject({ status: 401 });
});

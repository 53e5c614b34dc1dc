import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeToken } from '@/lib/auth/tokens';
import { type ApiRoom, askApi, openApiRoom, problemIn as refusal } from './open-api-room';

let room: ApiRoom;
let token: string;
beforeAll(async () => {
  room = await openApiRoom();
  token = await room.token('annotate', null, 'ci');
});
afterAll(() => room.close());

const post = (body: unknown, bearer: string | null = token) =>
  askApi(room, bearer, '/annotations', { method: 'POST', body });

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
  ['not JSON', 400, 'urn:bounceboard:json', 'JSON'],
  [{}, 422, 'urn:bounceboard:fields', 'text'],
  [{ text: 'a\0b' }, 422, 'urn:bounceboard:fields', 'NUL'],
  [{ text: 'x', colour: 'red' }, 422, 'urn:bounceboard:fields', 'colour'],
  [{ text: 'x', startsAt: '2026-11-10T12:00:00' }, 422, 'urn:bounceboard:fields', 'startsAt'],
  [{ text: 'x', link: 'javascript:alert(1)' }, 422, 'urn:bounceboard:fields', 'link'],
  [{ text: 'x', scope: 'nowhere' }, 422, 'urn:bounceboard:fields', 'scope'],
])('%o is refused with its reason', async (body, status, type, word) => {
  const before = await room.store.db.annotation.count();
  const refused = await refusal(await post(body));
  expect(refused).toMatchObject({ status, type });
  expect(refused.detail).toContain(word);
  expect(await room.store.db.annotation.count()).toBe(before);
});

test('only with a token that may', async () => {
  const ofSource = await room.token('ingest');
  expect(await refusal(await post({ text: 'x' }, null))).toMatchObject({ status: 401 });
  expect(await refusal(await post({ text: 'x' }, 'bb_guess'))).toMatchObject({ status: 401 });
  expect(await refusal(await post({ text: 'x' }, ofSource))).toMatchObject({ status: 403 });
  const { id } = await room.store.db.apiToken.findFirstOrThrow({ where: { name: 'ci' } });
  await revokeToken(room.store.db, id, new Date());
  expect(await refusal(await post({ text: 'x' }))).toMatchObject({ status: 401 });
});

test('a token for it does nothing else', async () => {
  const annotating = await room.token('annotate');
  expect((await post({ text: 'x' }, annotating)).status).toBe(201);
  for (const place of ['/tally', '/annotations'])
    expect(await refusal(await askApi(room, annotating, place)), place).toMatchObject({ status: 403 });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueToken, revokeToken, type Scope, tokensOf, verifyToken } from '@/lib/auth/tokens';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const NOW = new Date('2026-03-01T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);

const issue = (change: { scopes?: Scope[]; expiresAt?: Date } = {}) =>
  issueToken(store.db, {
    name: 'relay1',
    scopes: ['ingest'],
    sourceId: null,
    expiresAt: null,
    createdBy: 'somebody',
    ...change,
  });
const verify = (token: string, now = NOW, scope: Scope = 'ingest') =>
  verifyToken(store.db, token, scope, now);

test('a token is good for what it was made for, and the store does not hold it', async () => {
  const { id, token } = await issue();
  expect(Buffer.from(token.slice(3), 'base64url')).toHaveLength(32);
  expect(await verify(token)).toEqual({
    token: {
      id,
      name: 'relay1',
      prefix: token.slice(0, 11),
      scopes: ['ingest'],
      sourceId: null,
      workspaceId: null,
    },
  });
  const row = await store.db.apiToken.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(row)).not.toContain(token.slice(12));
  expect(JSON.stringify(await tokensOf(store.db, null))).not.toContain(row.hash);
});

test('any other is refused, with the reason', async () => {
  const { token } = await issue();
  const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  for (const other of ['', 'bb_', changed, `${token}x`, token.slice(0, 20), token.toUpperCase()])
    expect(await verify(other)).toEqual({ refusal: 'unknown' });
  expect(await verify(token, NOW, 'admin')).toEqual({ refusal: 'scope' });

  const short = await issue({ expiresAt: later(1000) });
  expect(await verify(short.token)).toMatchObject({ token: { id: short.id } });
  expect(await verify(short.token, later(1000))).toEqual({ refusal: 'expired' });

  expect(await revokeToken(store.db, short.id, NOW)).toBe(true);
  expect(await revokeToken(store.db, short.id, NOW)).toBe(false);
  expect(await verify(short.token)).toEqual({ refusal: 'revoked' });
});

test('the last use is written at most once a minute', async () => {
  const { id, token } = await issue();
  const lastUse = async () => (await store.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
  expect(await lastUse()).toBeNull();
  await verify(token);
  expect(await lastUse()).toEqual(NOW);
  await verify(token, later(59_999));
  expect(await lastUse()).toEqual(NOW);
  await verify(token, later(60_000));
  expect(await lastUse()).toEqual(later(60_000));
});

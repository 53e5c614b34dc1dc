import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSourceToken, connectSource, revokeSourceToken } from '@/lib/auth/connect-source';
import { tokensOf, verifyToken } from '@/lib/auth/tokens';
import { secretBox } from '@/lib/secret-box';
import { followedSources } from '@/lib/store/sources';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const by = { id: null, name: 'jane' };
const box = secretBox([randomBytes(32)]);
const now = () => new Date();
const connect = (name: string, kind: string, settings: unknown = {}) =>
  connectSource(store.db, box, by, { name, kind, format: 'postfix', timeZone: 'UTC', settings });
const refusalOf = async (token: string) => (await verifyToken(store.db, token, 'ingest', now())).refusal;

describe('a source that is connected', () => {
  test('has a token of its own, which is written down nowhere', async () => {
    const { id, token } = await connect('mx1', 'push');
    expect(await refusalOf(token!)).toBeUndefined();
    expect((await tokensOf(store.db, id)).map(({ createdBy }) => createdBy)).toEqual(['jane']);
    const everything = await store.db.$queryRaw<{ all: string }[]>`
      SELECT (SELECT json_agg(t) FROM api_token t)::text || (SELECT json_agg(a) FROM audit a)::text AS all`;
    expect(everything[0]?.all).toContain('source.created');
    expect(everything[0]?.all).not.toContain(token);
  });

  test('of a service that signs needs none, of one that does not it does', async () => {
    expect((await connect('sg', 'webhook', { service: 'sendgrid', key: 'k' })).token).toBeNull();
    expect((await connect('pm', 'webhook', { service: 'postmark' })).token).toMatch(/^bb_/);
  });

  test('of files is followed', async () => {
    const { id } = await connect('files', 'file', { paths: ['/var/log/mail.log'] });
    const followed = (await followedSources(store.db)).find((source) => source.id === id);
    expect(followed?.paths).toEqual(['/var/log/mail.log']);
  });

  test('leaves nothing where it is refused', async () => {
    await expect(connect('mx1', 'push')).rejects.toThrow(/already/);
    await expect(connect('Not An Address', 'push')).rejects.toThrow(/lower-case/);
    await expect(connect('relative', 'file', { paths: ['mail.log'] })).rejects.toThrow(/from the root/);
    expect(await store.db.source.count({ where: { name: { in: ['Not An Address', 'relative'] } } })).toBe(0);
  });

  test('changes its token without a gap', async () => {
    const { id, token: old } = await connect('mx9', 'push');
    const fresh = await addSourceToken(store.db, by, id);
    expect([await refusalOf(old!), await refusalOf(fresh)]).toEqual([undefined, undefined]);
    const [first] = await tokensOf(store.db, id);
    const other = await connect('mx10', 'push');
    // Only by the page of its own source.
    await revokeSourceToken(store.db, by, other.id, first!.id, now());
    expect(await refusalOf(old!)).toBeUndefined();
    await revokeSourceToken(store.db, by, id, first!.id, now());
    expect([await refusalOf(old!), await refusalOf(fresh)]).toEqual(['revoked', undefined]);
  });
});

import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestDiagnostics } from '@/lib/queries/newest-diagnostics';
import { everything } from '@/lib/queries/scope';
import { shareLinks } from '@/lib/queries/share-links';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { readTimeRange } from '@/lib/queries/time-range';
import { guestOf, guestsFault, NOT_FOR_GUESTS } from '@/lib/store/guest-db';
import { createShareLink, openShareLink, revokeShareLink } from '@/lib/store/share-links';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const NOW = new Date('2026-11-21T12:00:00Z');
const DAY_MS = 86_400_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const draft = { name: 'the client', href: '/?range=7d', expiresAt: later(DAY_MS), workspaces: null };

describe('a secret link', () => {
  test('opens what it was made for, until it is revoked, and says when it was last used', async () => {
    const { id, token } = await createShareLink(store.db, OPERATOR, draft);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await openShareLink(store.db, token, NOW)).toEqual({ id, ...draft });
    expect((await shareLinks(store.db))[0]).toMatchObject({ id, lastUsedAt: NOW });
    await openShareLink(store.db, token, later(1000));
    expect((await shareLinks(store.db))[0]?.lastUsedAt).toEqual(NOW);
    expect(await revokeShareLink(store.db, OPERATOR, id, NOW)).toBe(true);
    expect(await revokeShareLink(store.db, OPERATOR, id, NOW)).toBe(false);
    expect(await openShareLink(store.db, token, NOW)).toBeNull();
    const written = await store.db.auditEntry.findMany({ where: { action: { startsWith: 'share.' } } });
    expect(written.map(({ action }) => action).sort()).toEqual(['share.created', 'share.revoked']);
    expect(
      JSON.stringify(written, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(token);
  });

  test('opens nothing once it has expired, or where it is not quite right', async () => {
    const { token } = await createShareLink(store.db, OPERATOR, draft);
    expect(await openShareLink(store.db, token, later(DAY_MS))).toBeNull();
    expect(await openShareLink(store.db, `${token.slice(0, -1)}_`, NOW)).toBeNull();
    expect(await openShareLink(store.db, '', NOW)).toBeNull();
  });

  test('is kept by its hash alone', async () => {
    const { token } = await createShareLink(store.db, OPERATOR, draft);
    const rows = await store.db.$queryRaw<
      { row: string }[]
    >`SELECT to_jsonb(s)::text AS row FROM share_link s`;
    expect(rows.map(({ row }) => row).join()).not.toContain(token);
  });
});

const TABLES = new Set(['rollup', 'label_set', 'source', 'event', 'session', 'account']);

describe('what a guest may ask', () => {
  const scope = everything(readTimeRange({ range: '24h' }, NOW));

  test('is what is counted', async () => {
    expect(await talliesByProvider(guestOf(store.db, null), scope)).toEqual([]);
    expect(await talliesByProvider(guestOf(store.db, [1]), scope)).toEqual([]);
  });

  test('is nothing of a single event, of a person or of a setting, and changes nothing', async () => {
    const guest = guestOf(store.db, null);
    for (const ask of [
      () => newestDiagnostics(guest, scope),
      () => guest.event.findMany(),
      () => guest.account.findMany(),
      () => guest.auditEntry.findMany(),
      () => guest.setting.findMany(),
      () => guest.shareLink.findMany(),
      () => guest.incident.findMany(),
      () => guest.annotation.deleteMany(),
      () => guest.annotation.create({ data: { kind: 'other', text: 'x', startsAt: NOW, createdBy: 'x' } }),
      () => guest.$executeRaw`DELETE FROM rollup`,
      () => guest.$transaction((transaction) => transaction.rollup.deleteMany()),
    ])
      await expect(ask()).rejects.toThrow(NOT_FOR_GUESTS);
  });

  test.each([
    'SELECT * FROM event',
    'SELECT * FROM "public"."event"',
    'SELECT * FROM rollup r, event e',
    'SELECT * FROM rollup JOIN LATERAL (SELECT * FROM event) e ON true',
    'WITH x AS (SELECT * FROM session) SELECT * FROM x',
    'WITH x AS (DELETE FROM rollup RETURNING *) SELECT * FROM x',
    'SELECT * FROM event_20261121',
    'SELECT 1 FROM rollup /* */ , "session"',
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT set_config('role', 'none', false)",
    'SELECT 1; DROP TABLE rollup',
    'UPDATE source SET name = name',
  ])('not: %s', (sql) => expect(guestsFault(sql, TABLES)).not.toBeNull());

  test.each([
    'SELECT sum(events) FROM rollup r JOIN label_set l ON l.id = r.label_set_id',
    'SELECT "public"."source"."name" FROM "public"."source" WHERE 1=1',
    'WITH x AS MATERIALIZED (SELECT * FROM rollup) SELECT * FROM x',
    "SELECT l.outcome = 'event' FROM label_set l -- event\n WHERE true",
    'SELECT sum(events) AS events, extract(epoch FROM bucket_at) FROM rollup',
  ])('but: %s', (sql) => expect(guestsFault(sql, TABLES)).toBeNull());
});

const MIGRATION = 'prisma/migrations';
/** The statement of the migration that mends them. */
function mendingSql(): string {
  const name = fs.readdirSync(MIGRATION).find((one) => one.endsWith('_old_links')) ?? '';
  const [sql] =
    /UPDATE "share_link"[^;]+/.exec(fs.readFileSync(`${MIGRATION}/${name}/migration.sql`, 'utf8')) ?? [];
  if (!sql) throw new Error('the migration mends no links');
  return sql;
}

test('a link that was made before there were several workspaces shows the first alone', async () => {
  const { db } = store;
  const made = async (at: number) => {
    const { id, token } = await createShareLink(db, OPERATOR, draft);
    await db.shareLink.update({ where: { id }, data: { createdAt: later(at) } });
    return async () => (await openShareLink(db, token, NOW))?.workspaces;
  };
  const shown = await Promise.all([made(-2000), made(0)]);
  const mend = () => db.$executeRawUnsafe(mendingSql());
  await mend();
  expect(await Promise.all(shown.map((of) => of()))).toEqual([null, null]);
  const { id } = await db.workspace.create({ data: { name: 'Second', createdAt: later(-1000) } });
  await mend();
  expect(await Promise.all(shown.map((of) => of()))).toEqual([[1], null]);
  await db.workspace.delete({ where: { id } });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '@/lib/db';
import { limitedTo } from '@/lib/store/limited-db';
import { SHARED_TABLES } from '@/lib/store/member-role';
import { Prisma } from '@/prisma/generated/client';
import { fillWorkspace } from './tenant-rows';
import { openTestStore, type TestStore } from './test-store';

/** What members may not even ask: accounts and what they log in with, and what tells whether something came before. */
const OUT_OF_REACH: Record<string, string> = {
  _prisma_migrations: 'of the engine that applies migrations',
  account: 'who logs in: the limit is decided by it',
  account_link: 'tokens of invitations',
  account_workspace: 'who sees what: the limit is decided by it',
  dropped_day: 'days whose events are gone: verification alone asks for them',
  known_event: 'hashes without a source',
  recovery_code: 'instead of a second factor',
  reported_bounce: 'hashes without a source',
  session: 'who is logged in',
  throttle: 'how often somebody tried',
};
/** Have policies, and nothing for members to write. */
const READ_ONLY = ['workspace', 'label_set', 'mx_host', 'reclassification'];

let store: TestStore;
let other: number;
let ours: Db;
let theirs: Db;

beforeAll(async () => {
  store = await openTestStore();
  other = (await store.db.workspace.create({ data: { name: 'Other' } })).id;
  ours = limitedTo(store.db, [1]);
  theirs = limitedTo(store.db, [other]);
  await fillWorkspace(store.db, 1, 'alpine');
  await fillWorkspace(store.db, other, 'baltic');
}, 60_000);
afterAll(() => store?.close());

interface Table {
  name: string;
  limited: boolean;
  policies: number;
}

const tables = (): Promise<Table[]> => store.db.$queryRaw<Table[]>`
  SELECT c.relname AS "name", c.relrowsecurity AS "limited",
    (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS "policies"
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1`;

const rowsOf = async (db: Db, table: string): Promise<string> =>
  JSON.stringify(
    await db.$queryRaw(Prisma.sql`SELECT to_jsonb(t)::text AS row FROM ${Prisma.raw(`"${table}"`)} t`),
  );

test('every table is limited, or stands in a list with the reason why it need not be', async () => {
  const undecided = (await tables()).filter(
    ({ name, limited }) => !limited && !(name in SHARED_TABLES) && !(name in OUT_OF_REACH),
  );
  // A new table: `SELECT limit_to_workspaces('name')` in its migration, where it has a source_id or a workspace_id.
  expect(undecided.map(({ name }) => name)).toEqual([]);
  const listed = [...Object.keys(SHARED_TABLES), ...Object.keys(OUT_OF_REACH)];
  const known = new Map((await tables()).map((table) => [table.name, table]));
  expect(listed.filter((name) => known.get(name)?.limited !== false)).toEqual([]);
});

test('tables that were not decided about are out of a member’s reach', async () => {
  for (const name of Object.keys(OUT_OF_REACH))
    await expect(rowsOf(ours, name), name).rejects.toThrow(/permission denied/);
  for (const name of Object.keys(SHARED_TABLES)) await rowsOf(ours, name);
});

test('of every limited table a member sees what is theirs and nothing else', async () => {
  for (const { name, policies } of (await tables()).filter(({ limited }) => limited)) {
    const [all, seen, others] = await Promise.all([store.db, ours, theirs].map((db) => rowsOf(db, name)));
    if (policies === 0) {
      expect([seen, others], name).toEqual(['[]', '[]']);
      continue;
    }
    // The control: without the limit both are there, so that their absence says something.
    expect(JSON.parse(all!).length, name).toBeGreaterThan(1);
    expect(
      [JSON.parse(seen!).length, JSON.parse(others!).length].every((count) => count > 0),
      name,
    ).toBe(true);
    const rows = (text: string) => (JSON.parse(text) as { row: string }[]).map(({ row }) => row);
    expect(
      rows(seen!).filter((row) => rows(others!).includes(row)),
      name,
    ).toEqual([]);
    expect([...rows(seen!), ...rows(others!)].sort(), name).toEqual(rows(all!).sort());
    expect(seen, name).not.toContain('baltic');
    expect(others, name).not.toContain('alpine');
  }
});

test('of every limited table a member changes and deletes what is theirs and nothing else', async () => {
  for (const { name } of (await tables()).filter(({ limited }) => limited)) {
    if (name === 'audit' || READ_ONLY.includes(name)) continue;
    const column = name === 'label_set' ? 'id' : await firstColumn(name);
    const set = Prisma.raw(`UPDATE "${name}" SET "${column}" = "${column}"`);
    const [before, own] = [await rowsOf(store.db, name), JSON.parse(await rowsOf(ours, name)).length];
    expect(await ours.$executeRaw(Prisma.sql`${set}`), name).toBe(own);
    const undone = ours.$transaction(async (transaction) => {
      const deleted = await transaction.$executeRaw(Prisma.sql`${Prisma.raw(`DELETE FROM "${name}"`)}`);
      throw new Undone(deleted);
    });
    await expect(undone, name).rejects.toMatchObject({ deleted: own });
    expect(JSON.parse(await rowsOf(store.db, name)).length, name).toBe(JSON.parse(before).length);
  }
});

class Undone extends Error {
  readonly deleted: number;
  constructor(deleted: number) {
    super('undone');
    this.deleted = deleted;
  }
}

async function firstColumn(table: string): Promise<string> {
  const [column] = await store.db.$queryRaw<{ attname: string }[]>`
    SELECT attname FROM pg_attribute WHERE attrelid = ${`"${table}"`}::regclass AND attnum = 1`;
  return column!.attname;
}

test.each(READ_ONLY)('%s is not a member’s to write', async (table) => {
  const before = await rowsOf(store.db, table);
  await theirs.$executeRaw(Prisma.sql`${Prisma.raw(`DELETE FROM "${table}"`)}`);
  expect(await rowsOf(store.db, table)).toBe(before);
});

describe('what is made', () => {
  test('goes into the member’s workspace, whatever made it', async () => {
    const rule = await theirs.alertRule.create({
      data: { kind: 'rate-above', name: 'made', severity: 'warning', settings: {} },
    });
    expect(rule.workspaceId).toBe(other);
    const plain = await store.db.alertRule.create({
      data: { kind: 'rate-above', name: 'made', severity: 'warning', settings: {} },
    });
    expect(plain.workspaceId).toBe(1);
  });

  test('cannot be put into another’s, nor hung on what is another’s', async () => {
    const forged = { name: 'forged', kind: 'push', timeZone: 'UTC', workspaceId: 1 };
    await expect(theirs.source.create({ data: forged })).rejects.toThrow(/row-level security/);
    const [{ id: sourceId } = { id: 0 }] = await ours.source.findMany();
    const gap = { sourceId, originId: 9n, position: 0n, reason: 'forged' };
    await expect(theirs.sourceGap.create({ data: gap })).rejects.toThrow(/row-level security/);
    const [channel] = await ours.channel.findMany();
    const route = { channelId: channel!.id, severities: ['critical'] };
    await expect(theirs.notificationRoute.create({ data: route })).rejects.toThrow(/row-level security/);
    const own = await theirs.source.findFirstOrThrow();
    await expect(theirs.source.update({ where: { id: own.id }, data: { workspaceId: 1 } })).rejects.toThrow(
      /row-level security/,
    );
    expect(await store.db.source.count({ where: { name: 'forged' } })).toBe(0);
  });
});

describe('it fails closed', () => {
  test('nothing is seen where no workspace is named', async () => {
    const nobody = limitedTo(store.db, []);
    expect([await nobody.source.count(), await nobody.rollup.count(), await nobody.event.count()]).toEqual([
      0, 0, 0,
    ]);
    const forgotten = await store.db.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT set_config('role', 'bounceboard_member', true)`;
      return transaction.source.count();
    });
    expect(forgotten).toBe(0);
  });

  test('and nothing of it stays with the connection', async () => {
    await Promise.all(Array.from({ length: 20 }, () => theirs.source.count()));
    await expect(theirs.$queryRaw`SELECT 1 / 0`).rejects.toThrow(/division by zero/);
    await expect(theirs.$transaction(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    const after = await Promise.all(
      Array.from(
        { length: 20 },
        () => store.db.$queryRaw<unknown[]>`
        SELECT current_user = session_user AS plain, coalesce(current_setting('bounceboard.workspaces', true), '') AS left`,
      ),
    );
    for (const answer of after) expect(answer).toEqual([{ plain: true, left: '' }]);
    expect(await store.db.source.count()).toBeGreaterThan(1);
  });

  test('every way to ask is limited', async () => {
    const [unknown, ...rest] = await Promise.all([
      theirs.$queryRawUnsafe<unknown[]>(`SELECT * FROM source WHERE name LIKE '%alpine%'`),
      theirs.source.findMany({ where: { name: { contains: 'alpine' } } }),
      theirs.$transaction([theirs.source.findMany({ where: { name: { contains: 'alpine' } } })]),
      theirs.$transaction((transaction) =>
        transaction.source.findMany({ where: { name: { contains: 'alpine' } } }),
      ),
      theirs.alertRule.findMany({
        where: { states: { some: { series: 'alpine' } } },
        include: { states: true },
      }),
      theirs.channel.findMany({ include: { notifications: true, routes: true }, where: { name: 'alpine' } }),
    ]);
    expect(unknown).toEqual([]);
    expect(rest.flat(2)).toEqual([]);
    await expect(
      theirs.$executeRaw`UPDATE source SET paused = true WHERE name LIKE '%alpine%'`,
    ).resolves.toBe(0);
  });

  test('with row security switched off, everything would be seen: it is what limits', async () => {
    await store.db.$executeRaw`ALTER TABLE source DISABLE ROW LEVEL SECURITY`;
    try {
      expect((await theirs.source.findMany()).map(({ name }) => name).join()).toContain('alpine');
    } finally {
      await store.db.$executeRaw`ALTER TABLE source ENABLE ROW LEVEL SECURITY`;
    }
    expect((await theirs.source.findMany()).map(({ name }) => name).join()).not.toContain('alpine');
  });
});

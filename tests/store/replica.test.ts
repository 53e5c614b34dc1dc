import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { Replica } from '@/lib/store/replica';
import { readingBesides } from '@/lib/store/replica-db';
import { isForReplica } from '@/lib/store/replica-statement';
import { type ReplicatedServers, startReplicatedServers } from './replica-servers';
import { fillWorkspace } from './tenant-rows';

const TABLES = new Set(['rollup', 'event', 'label_set', 'source', 'setting', 'alert_state', 'incident']);

describe('what a replica may answer', () => {
  test.each([
    'SELECT sum(events) FROM rollup r JOIN label_set l ON l.id = r.label_set_id',
    'WITH days AS (SELECT 1) SELECT * FROM "public"."event" WHERE source_id IN (SELECT id FROM source)',
    "SELECT count(*) FROM event WHERE diagnostic = 'delete from setting'",
  ])('%s', (sql) => {
    expect(isForReplica(sql, TABLES)).toBe(true);
  });

  test.each([
    ['what people set up', 'SELECT * FROM setting'],
    ['a list of sources', 'SELECT * FROM source'],
    ['counts beside what people change', 'SELECT * FROM rollup, alert_state'],
    ['a change', 'DELETE FROM rollup'],
    ['a change within', 'WITH gone AS (DELETE FROM rollup RETURNING *) SELECT * FROM gone'],
    ['what locks', 'SELECT * FROM event FOR UPDATE'],
    ['what only the primary knows', 'SELECT pg_current_snapshot() FROM event'],
  ])('not %s', (_, sql) => {
    expect(isForReplica(sql, TABLES)).toBe(false);
  });
});

describe('a real replica', () => {
  let servers: ReplicatedServers;
  let db: Db;
  let replica: Replica;
  let whole: Db;
  let other: number;
  let onReplica: pg.Pool;
  const told: (string | null)[] = [];
  /** More than a busy machine needs for a test, and less than anybody waits for. */
  const [PATIENT_MS, HASTY_MS] = [600_000, 2_000];

  beforeAll(async () => {
    servers = await startReplicatedServers();
    db = openDb(servers.primaryUrl);
    replica = new Replica(servers.replicaUrl, db, (fault) => told.push(fault), PATIENT_MS);
    onReplica = new pg.Pool({ connectionString: servers.replicaUrl, max: 1 });
    onReplica.on('error', () => {});
    whole = readingBesides(db, replica, { inSight: null });
    other = (await db.workspace.create({ data: { name: 'Other' } })).id;
    await fillWorkspace(db, 1, 'alpine');
    await fillWorkspace(db, other, 'baltic');
  }, 120_000);
  afterAll(async () => {
    await Promise.all([onReplica?.end(), db?.$disconnect()]);
    await replica?.close();
    await servers?.stop();
  });

  const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });
  const usable = () =>
    until(async () => {
      await replica.check();
      expect(replica.fault).toBe(null);
    });

  test('counts come from it, and what people change from the primary', { timeout: 120_000 }, async () => {
    const hasty = new Replica(servers.replicaUrl, db, () => {}, HASTY_MS);
    await until(async () => {
      await hasty.check();
      expect(hasty.behindSeconds).not.toBe(null);
    });
    await usable();
    const before = await whole.event.count();
    expect(before).toBeGreaterThan(0);
    expect(await db.event.count()).toBe(before);
    await onReplica.query('SELECT pg_wal_replay_pause()');
    await db.$executeRaw`DELETE FROM event WHERE source_id IN (SELECT id FROM source WHERE workspace_id = ${other})`;
    await db.source.updateMany({ where: { workspaceId: 1 }, data: { fault: 'changed just now' } });
    const after = await db.event.count();
    expect(after).toBeLessThan(before);
    await replica.check(); // It had everything a moment ago.
    expect(replica.fault).toBe(null);
    expect(await whole.event.count()).toBe(before);
    expect((await whole.source.findFirstOrThrow({ where: { workspaceId: 1 } })).fault).toBe(
      'changed just now',
    );
    // Within a transaction nothing is older than anything else.
    expect(await whole.$transaction((transaction) => transaction.event.count())).toBe(after);

    await until(async () => {
      await hasty.check();
      expect(hasty.fault).toMatch(/^it is \d+ s behind$/);
    });
    const own = openDb(servers.primaryUrl, 1);
    expect(await readingBesides(own, hasty, { inSight: null }).event.count()).toBe(after);
    await own.$disconnect();
    expect(hasty.behindSeconds).toBeGreaterThan(HASTY_MS / 1000);
    await onReplica.query('SELECT pg_wal_replay_resume()');
    await until(async () => {
      await hasty.check();
      expect(hasty.fault).toBe(null);
    });
    await until(async () => expect(await whole.event.count()).toBe(after));
    await hasty.close();
  });

  test('members see there what is theirs alone', { timeout: 120_000 }, async () => {
    await usable();
    const seenBy = async (inSight: number[]) => {
      const [row] = await readingBesides(db, replica, { inSight }).$queryRaw<{ names: string[] }[]>`
        SELECT array_agg(DISTINCT s.workspace_id::text) AS names FROM rollup r JOIN source s ON s.id = r.source_id`;
      return row!.names;
    };
    expect(await seenBy([1])).toEqual(['1']);
    expect(await seenBy([other])).toEqual([String(other)]);
    expect((await seenBy([1, other])).length).toBe(2);
    expect(replica.fault).toBe(null);
  });

  test('where it is away the primary answers, which is told, and it is asked again when it is back', {
    timeout: 120_000,
  }, async () => {
    await usable();
    told.length = 0;
    const expected = await db.rollup.count();
    await servers.stopReplica();
    for (let n = 0; n < 5; n++) expect(await whole.rollup.count()).toBe(expected);
    await until(async () => {
      await replica.check();
      expect(replica.fault).toMatch(/^it (?:does not|failed to) answer: /);
    });
    expect(await whole.rollup.count()).toBe(expected);
    await servers.startReplica();
    await usable();
    expect(await whole.rollup.count()).toBe(expected);
    expect(told[0]).toMatch(/answer/);
    expect(told.at(-1)).toBe(null);
  });

  test('a server that takes changes of its own is none', async () => {
    const none = new Replica(servers.primaryUrl, db, () => {});
    await none.check();
    expect(none.fault).toMatch(/no replica/);
    expect(await none.mayBeAsked()).toBe(false);
    await none.close();
  });
});

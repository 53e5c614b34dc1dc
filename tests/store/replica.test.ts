import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { eventDetail } from '@/lib/queries/event-detail';
import { anyEvent } from '@/lib/queries/event-search';
import { eventTail } from '@/lib/queries/event-tail';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { Replica } from '@/lib/store/replica';
import { readingBesides } from '@/lib/store/replica-db';
import { type ReplicatedServers, startReplicatedServers } from './replica-servers';
import { fillWorkspace } from './tenant-rows';

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

  test('who follows events misses none that it does not have yet', { timeout: 120_000 }, async () => {
    await until(async () => expect(await whole.event.count()).toBe(await db.event.count()));
    await usable();
    const known = await db.event.findFirstOrThrow({ orderBy: { sourceId: 'asc' } });
    const { sourceId, originId, at } = known;
    const search = anyEvent(everything(readTimeRange({ range: '7d' }, new Date())));
    const { cursor } = await eventTail(whole, search, null);
    await onReplica.query('SELECT pg_wal_replay_pause()');
    try {
      const key = { sourceId, originId: String(originId), position: '77', at };
      await db.$transaction(async (tx) => {
        await tx.event.create({ data: { ...known, position: 77n } });
        await tx.$executeRaw`
          INSERT INTO recorded_batch
            (source_id, transaction_id, origin_id, first_position, last_position, first_at, last_at)
          VALUES (${sourceId}, pg_current_xact_id()::text::bigint, ${originId}, 77, 77, ${at}, ${at})`;
      });
      await until(async () => {
        await usable();
        expect(await whole.event.findFirst({ where: { position: 77n } })).toBe(null);
      });
      const tail = await eventTail(whole, search, cursor);
      expect(tail.events.map(({ position }) => position)).toEqual(['77']);
      expect((await eventTail(whole, search, tail.cursor)).events).toEqual([]);
      expect((await eventDetail(readingBesides(db, replica, { inSight: [1] }), key))?.position).toBe('77');
      expect(await eventDetail(whole, { ...key, position: '78' })).toBe(null);
    } finally {
      await onReplica.query('SELECT pg_wal_replay_resume()');
    }
  });

  test('what a guest may not see is no fault of it', { timeout: 120_000 }, async () => {
    await usable();
    const failed = vi.spyOn(replica, 'failed');
    for (const inSight of [null, [1]]) {
      const guest = readingBesides(db, replica, { inSight, isGuest: true });
      await expect(guest.event.count()).rejects.toThrow(/not shown by a shared link/);
      expect(await guest.rollup.count()).toBeGreaterThan(0);
      await expect(guest.$transaction((tx) => tx.rollup.count())).rejects.toThrow(/not shown by/);
    }
    expect(failed.mock.calls.filter(([{ message }]) => /not shown/.test(message))).toEqual([]);
    failed.mockRestore();
  });

  describe('a statement that it gives up is answered by the primary', () => {
    const given = (state: string, db: Db) => db.$queryRaw<[{ rows: number }]>`
      SELECT count(*)::int AS rows FROM rollup WHERE given_up_there(${state})`;
    beforeAll(async () => {
      await db.$executeRaw`
        CREATE FUNCTION given_up_there(state text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
          IF pg_is_in_recovery() THEN RAISE EXCEPTION 'given up' USING ERRCODE = state; END IF;
          RETURN true;
        END $$`;
      await until(async () => {
        const { rows } = await onReplica.query(`SELECT to_regprocedure('given_up_there(text)') AS name`);
        expect(rows[0].name).not.toBe(null);
      });
    }, 120_000);

    test.each([
      ['for its replay', '40001', false],
      ['since it took too long', '57014', false],
      ['since it is going down', '57P01', true],
      ['since it has no connection left', '53300', true],
    ])('%s', { timeout: 120_000 }, async (_, state, isOfServer) => {
      const failed = vi.spyOn(replica, 'failed');
      for (const inSight of [null, [1, other]])
        await until(async () => {
          failed.mockClear();
          await usable();
          const [{ rows }] = await given(state, readingBesides(db, replica, { inSight }));
          expect(rows).toBe(await db.rollup.count());
          expect(failed.mock.calls.map(([{ message }]) => message)).toEqual(
            isOfServer ? [expect.any(String)] : [],
          );
        });
      failed.mockRestore();
    });
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

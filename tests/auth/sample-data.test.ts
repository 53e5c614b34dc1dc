import { afterEach, beforeEach, expect, test } from 'vitest';
import { evaluateEveryWorkspace } from '@/lib/alerts/every-workspace';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { loadSample } from '@/lib/auth/sample-data';
import { createWorkspace, moveSource } from '@/lib/auth/workspaces';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { sampleStanding } from '@/lib/queries/sample-standing';
import { EventRecorder } from '@/lib/store/record-events';
import { removeSample } from '@/lib/store/remove-sample';
import { addressKey } from '@/lib/store/settings';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';
import { openTestStore, type TestStore } from '../store/test-store';
import { ADMINISTRATOR } from './people';

const MINUTE_MS = 60_000;
/** Fewer than people are shown: what is asked here does not depend on how many. */
const PER_HOUR = 100;
const FEW = 5;
const NOW = new Date('2026-03-12T12:00:00Z');

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

/** Rows of every table but those that say what was done or are everybody's, as the server counts them. */
async function everything(): Promise<Record<string, number>> {
  const tables = await store.db.$queryRaw<{ name: string }[]>`
    SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace
       AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname NOT IN ('audit', 'label_set', 'mx_host', 'event_day', '_prisma_migrations') ORDER BY 1`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await store.db.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM "${name}"`,
    );
    if (row!.count > 0) counts[name] = row!.count;
  }
  return counts;
}

const bringOwn = async (name: string, workspaceId = 1) => {
  const { id } = await store.db.source.create({
    data: { name, kind: 'push', timeZone: 'UTC', workspaceId },
  });
  const labelSet = await store.db.labelSet.create({
    data: { fingerprint: crypto.randomUUID(), outcome: 'delivered', enforcement: false, rule: '' },
  });
  await store.db.sourceLabelSet.create({ data: { sourceId: id, labelSetId: labelSet.id } });
  await store.db.rollup.create({
    data: { sourceId: id, bucketMinutes: 60, bucketAt: NOW, labelSetId: labelSet.id, events: 7n },
  });
  return id;
};

test('the sample comes by the inbox, has its own incident, tells nobody, and leaves nothing', async () => {
  const { db, databaseUrl } = store;
  await ensureDefaultRules(db);
  await bringOwn('own');
  const key = await addressKey(db);
  const before = await everything();

  const loaded = await loadSample(db, ADMINISTRATOR, NOW, PER_HOUR);
  if ('fault' in loaded) throw new Error(loaded.fault);
  expect(await loadSample(db, ADMINISTRATOR, NOW, PER_HOUR)).toEqual({
    fault: 'the sample data is there already',
  });
  const fresh = (await sampleStanding(db))!;
  expect(fresh).toMatchObject({ waiting: fresh.batches, isMixed: true });
  expect(fresh.batches).toBeGreaterThan(1);

  const recorder = await EventRecorder.open(databaseUrl, key);
  const ingesting = { db, recorder, owner: 'test', now: () => NOW };
  for (let ref: typeof loaded.made | null = loaded.made; ref !== null; )
    ref = await ingestBatch(ingesting, ref);
  await recorder.close();
  expect(await sampleStanding(db)).toMatchObject({ waiting: 0 });
  expect(await db.event.count()).toBeGreaterThan(10_000);
  expect(await db.unparsedRecord.count()).toBe(0);

  // Every workspace has a channel that wants to know everything.
  for (const { id: workspaceId } of await db.workspace.findMany())
    await db.channel.create({
      data: {
        ...{ name: 'all', kind: 'email', settings: {}, workspaceId },
        routes: { create: { severities: ['info', 'warning', 'critical'] } },
      },
    });
  for (let minute = 0; minute <= 12; minute += 3)
    await evaluateEveryWorkspace(db, new Date(NOW.getTime() + minute * MINUTE_MS));
  await weighSuppressions(db, NOW);
  const incidents = await db.incident.findMany({ include: { workspace: true } });
  expect(incidents.map(({ title }) => title)).toContain(
    'Gmail refuses news.example.com: Neither SPF nor DKIM passed (5.7.26)',
  );
  expect(incidents.every(({ workspace }) => workspace.isSample)).toBe(true);
  expect(await db.suppression.count()).toBeGreaterThan(0);
  expect(await db.notification.count()).toBe(0);

  await db.channel.deleteMany();
  expect(await removeSample(db, ADMINISTRATOR)).toBe(true);
  const left = await everything();
  // The own rules were evaluated meanwhile, and how far was noted.
  delete left.alert_state;
  left.setting = before.setting!;
  delete left.alert_transition;
  expect(left).toEqual(before);
  expect(await removeSample(db, ADMINISTRATOR)).toBe(false);
  const written = await db.auditEntry.findMany({ where: { action: { startsWith: 'sample.' } } });
  expect(written.map(({ action, actor }) => `${action} ${actor}`).sort()).toEqual([
    'sample.loaded ada',
    'sample.removed ada',
  ]);
}, 180_000);

test('a source of somebody’s own outlives the sample that it was put beside', async () => {
  const { db } = store;
  await ensureDefaultRules(db);
  const loaded = await loadSample(db, ADMINISTRATOR, NOW, FEW);
  if ('fault' in loaded) throw new Error(loaded.fault);
  const { id } = await db.workspace.findFirstOrThrow({ where: { isSample: true } });
  const own = await bringOwn('own', id);
  await removeSample(db, ADMINISTRATOR);
  expect(await db.source.findMany({ select: { id: true, workspaceId: true } })).toEqual([
    { id: own, workspaceId: 1 },
  ]);
  expect(await db.rollup.count()).toBe(1);
});

test('the sample is moved nowhere, takes nothing in, and is no second workspace', async () => {
  const { db } = store;
  await loadSample(db, ADMINISTRATOR, NOW, FEW);
  const sample = await db.workspace.findFirstOrThrow({
    where: { isSample: true },
    include: { sources: true },
  });
  const own = await bringOwn('own');
  const apart = 'sample data is kept apart, and goes as a whole';
  expect(await moveSource(db, ADMINISTRATOR, { sourceId: own, workspaceId: sample.id })).toBe(apart);
  expect(await moveSource(db, ADMINISTRATOR, { sourceId: sample.sources[0]!.id, workspaceId: 1 })).toBe(
    apart,
  );
  await db.account.create({ data: { name: 'olga', role: 'operator', createdBy: 'ada' } });
  // With the second workspace people begin to be limited.
  await createWorkspace(db, ADMINISTRATOR, 'Customer');
  expect(await db.account.findFirstOrThrow({ where: { name: 'olga' } })).toMatchObject({
    allWorkspaces: false,
  });
});

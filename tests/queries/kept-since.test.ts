import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptSince } from '@/lib/queries/kept-since';
import { KEPT } from '@/lib/retention';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test('of an empty store there is nothing, and every kind is asked for', async () => {
  const oldest = await keptSince(store.db);
  expect(Object.keys(oldest).sort()).toEqual(KEPT.map(({ kind }) => kind).sort());
  expect(Object.values(oldest).filter((one) => one !== null)).toEqual([]);
});

test('the oldest of each kind is told', async () => {
  const [early, late] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z')];
  const { db } = store;
  const { id: sourceId } = await db.source.create({
    data: { name: 'mail', kind: 'import', timeZone: 'UTC' },
  });
  for (const at of [late, early]) {
    await db.eventDay.create({ data: { day: at } });
    for (const bucketMinutes of [5, 60])
      await db.rollup.create({ data: { sourceId, bucketMinutes, bucketAt: at, labelSetId: 1, events: 1 } });
    await db.ingestBatch.create({
      data: { sourceId, format: 'postfix', content: Buffer.from(''), state: 'done', finishedAt: at },
    });
    await db.auditEntry.create({ data: { at, actor: 'ada', action: 'test.done', subject: 'x' } });
  }
  expect(await keptSince(db)).toMatchObject({
    ...{ events: early, 'counts-5-minutes': early, 'counts-hour': early, 'counts-day': null },
    ...{ inbox: early, 'dead-batches': null, audit: early, addresses: null },
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { RELATED_DAYS, relatedTo } from '@/lib/alerts/related-incidents';
import { incidentById } from '@/lib/queries/incidents';
import { openTestStore, type TestStore } from '../store/test-store';

const NOW = new Date('2026-11-21T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 60 * 60_000);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test('what had begun before and shares a label, the latest first; what came later is not listed', async () => {
  const make = async (title: string, days: number, cause = 'provider=gmail', resolvedAt?: Date) => {
    const at = daysAgo(days);
    const data = { title, cause, severity: 'info', openedAt: at, lastAt: at, resolvedAt };
    return Number((await store.db.incident.create({ data })).id);
  };
  const id = await make('this', 5);
  await make('later', 2, 'provider=gmail,source=mx3');
  await make('other', 6, 'provider=yahoo');
  await make('before', 7, 'provider=gmail,category=policy');
  await make('still open', RELATED_DAYS + 20, 'provider=gmail,source=mx1');
  await make('long over', RELATED_DAYS + 10, 'provider=gmail,source=mx2', daysAgo(RELATED_DAYS + 6));
  const related = await relatedTo(store.db, (await incidentById(store.db, id))!, NOW);
  expect(related.map(({ title }) => title)).toEqual(['before', 'still open']);
});

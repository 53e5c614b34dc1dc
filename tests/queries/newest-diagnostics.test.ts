import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestDiagnostics } from '@/lib/queries/newest-diagnostics';
import { everything, type Scope } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

const HOUR = 3_600_000;
const NOW = new Date('2026-11-20T10:00:00Z');
/** Hours ago, a sender each: several on one day, in one hour, and long ago. */
const AGO = [1, 2, 2, 3, 9, 9, 30, 31, 55, 200, 201, 500, 700];

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  for (const [sender, hours] of AGO.entries()) {
    await send(store.db, {
      ...{ from: new Date(NOW.getTime() - hours * HOUR + sender * 60_000), minutes: 40, events: 3 },
      ...{ outcome: 'bounced', diagnostic: `550 sender ${sender}` },
      labels: { provider: 'gmail', sendingDomain: `news-${sender}.example.com` },
    });
  }
});
afterAll(() => store.close());

it.each([1, 2, 5, 8, 12, 40])(
  'the %i newest are those of all events, wherever the counts lead',
  async (limit) => {
    const all = everything(readTimeRange({ range: '30d' }, NOW));
    for (const ofEach of [1, 2, 3]) await isNewest(all, limit, ofEach);
    // Few senders are looked for one by one, unless the range ends within an hour.
    await isNewest({ ...all, provider: 'gmail' }, limit, 2);
    const to = new Date(NOW.getTime() - HOUR - 35 * 60_000);
    await isNewest({ ...all, provider: 'gmail', range: { ...all.range, to, rollupMinutes: 5 } }, limit, 2);
  },
);

async function isNewest(scope: Scope, limit: number, ofEach: number) {
  const found = await newestDiagnostics(store.db, scope, limit, ofEach);
  const all = await store.db.event.findMany({
    where: { at: { lt: scope.range.to } },
    orderBy: { at: 'desc' },
  });
  const expected = all
    .filter(
      (one, i) => all.slice(0, i).filter((other) => other.labelSetId === one.labelSetId).length < ofEach,
    )
    .slice(0, limit);
  expect(found.map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
}

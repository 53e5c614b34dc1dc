import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparedRange } from '@/lib/queries/compared-range';
import { everything } from '@/lib/queries/scope';
import { sourceCoverage } from '@/lib/queries/source-coverage';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { talliesByProviderOverTime } from '@/lib/queries/tallies-by-provider-over-time';
import { bucketStarts, readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

const ZONE = 'Europe/Berlin';
const DAYS = 130;
const now = new Date('2026-12-20T12:00:00Z');
const range = readTimeRange({ range: '120d' }, now, ZONE);

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  const from = new Date('2026-08-15T00:00:00Z');
  const labels = { provider: 'gmail' };
  // One an hour.
  await send(store.db, { from, minutes: DAYS * 1440, events: DAYS * 24, outcome: 'delivered', labels });
});
afterAll(() => store.close());

it("counts the zone's days, and every event once", async () => {
  const buckets = (await talliesByProviderOverTime(store.db, everything(range))).get('gmail');
  const counts = bucketStarts(range).map((start) => buckets?.get(start)?.delivered);
  expect(counts).toHaveLength(121);
  // Berlin set its clocks back on 25 October.
  const changed = bucketStarts(range).indexOf(Date.parse('2026-10-24T22:00:00Z'));
  expect(counts[changed]).toBe(25);
  expect(counts.filter((count) => count !== 24)).toEqual([25]);
  const [all] = await talliesByProvider(store.db, everything(range));
  expect(all?.tally.delivered).toBe(120 * 24 + 25);
});

it('knows the same days to be heard', async () => {
  const [coverage] = await sourceCoverage(store.db, range);
  expect(coverage?.heard).toEqual(bucketStarts(range));
});

it('compares them with as many days of the zone', () => {
  for (const kind of ['previous', 'weekday'] as const) {
    const before = comparedRange(range, kind, ZONE).range;
    expect(bucketStarts(before)).toHaveLength(121);
    expect(
      bucketStarts(before).map((at) => new Date(at).toLocaleTimeString('de', { timeZone: ZONE })),
    ).toEqual(bucketStarts(before).map(() => '00:00:00'));
  }
});

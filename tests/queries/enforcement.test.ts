import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFilters } from '@/lib/queries/filter';
import { refusalDays } from '@/lib/queries/refusal-days';
import { refusalHours } from '@/lib/queries/refusal-hours';
import { requirementCounts } from '@/lib/queries/requirement-counts';
import { everything, type Scope } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const noon = new Date('2026-11-20T12:00:00Z');
const scope: Scope = everything(
  readTimeRange({ from: '2026-11-20T12:00:00Z', to: '2026-11-20T14:00:00Z' }, noon),
);
const DEFERRED = {
  ...{ minutes: 60, events: 2, outcome: 'deferred' as const },
  labels: {
    ...{ provider: 'gmail', sendingDomain: 'news.example.com', replyCode: 421, statusCode: '4.7.26' },
    ...{ enforcement: true, rule: 'gmail/5.7.26' },
  },
};
const RULES = ['gmail/5.7.26', 'gmail/4.7.26'];

beforeAll(async () => {
  store = await openTestStore();
  const news = { provider: 'gmail', sendingDomain: 'news.example.com' };
  const traffic = { from: noon, minutes: 60 };
  const refused = { ...news, replyCode: 550, statusCode: '5.7.26', enforcement: true, rule: 'gmail/5.7.26' };
  const { db } = store;
  await send(db, { ...traffic, events: 90, outcome: 'delivered', labels: news });
  await send(db, {
    ...traffic,
    from: new Date('2026-11-20T13:00:00Z'),
    events: 6,
    outcome: 'bounced',
    labels: refused,
  });
  await send(db, { ...traffic, events: 5, outcome: 'bounced', labels: { ...news, statusCode: '5.1.1' } });
  await send(db, { ...traffic, source: 'mx2', events: 4, outcome: 'delivered' });
  for (const day of ['2026-11-18', '2026-11-11', '2026-06-01']) {
    await send(db, {
      from: new Date(`${day}T09:00:00Z`),
      minutes: 60,
      events: 3,
      outcome: 'bounced',
      labels: refused,
    });
  }
});
afterAll(() => store.close());

it('counts what the rules decided by code, and all else of the pair as one', async () => {
  const counts = await requirementCounts(store.db, scope, RULES);
  expect(counts).toEqual([
    {
      ...{ provider: 'gmail', sendingDomain: 'news.example.com', rule: 'gmail/5.7.26', statusCode: '5.7.26' },
      ...{ replyCode: 550, bounced: 6, deferred: 0, attempts: 6 },
      ...{ firstAt: Date.parse('2026-11-20T13:00:00Z'), bouncedAt: Date.parse('2026-11-20T13:00:00Z') },
      lastAt: Date.parse('2026-11-20T13:50:00Z'),
    },
    {
      ...{
        provider: 'gmail',
        sendingDomain: 'news.example.com',
        rule: null,
        statusCode: null,
        replyCode: null,
      },
      ...{ bounced: 5, deferred: 0, attempts: 95 },
      ...{ firstAt: null, bouncedAt: null, lastAt: noon.getTime() },
    },
    // Where none of the rules decided about anything, it is not asked when.
    expect.objectContaining({
      provider: 'other',
      sendingDomain: null,
      rule: null,
      attempts: 4,
      lastAt: null,
    }),
  ]);
});

it('says on which days before the end of the range they decided, and no further back than a quarter', async () => {
  await send(store.db, { ...DEFERRED, from: new Date('2026-11-17T23:00:00Z') });
  const days = ['2026-11-11', '2026-11-17', '2026-11-18', '2026-11-20'].map((day) => Date.parse(day));
  const rejectedDays = days.filter((day) => day !== Date.parse('2026-11-17'));
  const one = { provider: 'gmail', sendingDomain: 'news.example.com', rule: 'gmail/5.7.26' };
  expect(await refusalDays(store.db, scope, RULES)).toEqual([{ ...one, days, rejectedDays }]);
  expect(await refusalDays(store.db, scope, ['gmail/5.7.25'])).toEqual([]);
});

it('says in which hours of the day they decided before the range began on it', async () => {
  const late = { from: '2026-11-18T10:00:00Z', to: '2026-11-18T12:00:00Z' };
  const one = { provider: 'gmail', sendingDomain: 'news.example.com', rule: 'gmail/5.7.26' };
  const asked = everything(readTimeRange(late, noon));
  await send(store.db, { ...DEFERRED, from: new Date('2026-11-18T07:00:00Z') });
  const rejectedHours = [Date.parse('2026-11-18T09:00:00Z')];
  expect(await refusalHours(store.db, asked, RULES)).toEqual([
    { ...one, hours: [Date.parse('2026-11-18T07:00:00Z'), ...rejectedHours], rejectedHours },
  ]);
  expect(await refusalHours(store.db, { ...asked, filters: readFilters('source:mx2') }, RULES)).toEqual([]);
  expect(await refusalHours(store.db, scope, RULES)).toEqual([]);
});

it('does not count to before a range what is inside of it, where it begins within an hour', async () => {
  const labels = { ...DEFERRED.labels, rule: 'gmail/4.7.26' };
  for (const time of ['05:15', '06:05', '06:10'])
    await send(store.db, {
      ...DEFERRED,
      labels,
      minutes: 5,
      from: new Date(`2026-11-18T${time}:00Z`),
    });
  const hoursBefore = async (from: string) => {
    const range = readTimeRange({ from, to: '2026-11-18T07:30:00Z' }, noon);
    const found = await refusalHours(store.db, everything(range), ['gmail/4.7.26']);
    return found.flatMap(({ hours }) => hours.map((at) => new Date(at).toISOString().slice(11, 16)));
  };
  expect(await hoursBefore('2026-11-18T06:10:00Z')).toEqual(['05:00', '06:05']);
  expect(await hoursBefore('2026-11-18T06:05:00Z')).toEqual(['05:00']);
  expect(await hoursBefore('2026-11-18T06:00:00Z')).toEqual(['05:00']);
});

it('both are narrowed with the page', async () => {
  const narrowed = { ...scope, filters: readFilters('source:mx2') };
  expect(await requirementCounts(store.db, narrowed, RULES)).toHaveLength(1);
  expect(await refusalDays(store.db, narrowed, RULES)).toEqual([]);
});

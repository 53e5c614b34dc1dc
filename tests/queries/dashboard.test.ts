import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affectedSenders } from '@/lib/queries/affected-senders';
import { dataExtent } from '@/lib/queries/data-extent';
import { failureCodes } from '@/lib/queries/failure-codes';
import { failuresOverTime } from '@/lib/queries/failures-over-time';
import { readFilters } from '@/lib/queries/filter';
import { filterValues } from '@/lib/queries/filter-values';
import { firstRefusal } from '@/lib/queries/first-refusal';
import { newestDiagnostics } from '@/lib/queries/newest-diagnostics';
import {
  addressToPolicy,
  bounceRate,
  deferralRate,
  enforcementRate,
  hardBounceRate,
  policyShare,
} from '@/lib/queries/rates';
import { refusalsOverTime } from '@/lib/queries/refusals-over-time';
import { everything, type Scope } from '@/lib/queries/scope';
import { sourceCoverage } from '@/lib/queries/source-coverage';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { talliesByProviderOverTime } from '@/lib/queries/tallies-by-provider-over-time';
import { addTallies } from '@/lib/queries/tally';
import { previousRange, readTimeRange } from '@/lib/queries/time-range';
import { totalTally } from '@/lib/queries/total-tally';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const noon = new Date('2026-11-20T12:00:00Z');
const range = readTimeRange({ from: '2026-11-20T12:00:00Z', to: '2026-11-20T14:00:00Z' }, noon);
const all: Scope = everything(range);
const gmail: Scope = { ...all, provider: 'gmail' };

beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  const news = { provider: 'gmail', sendingDomain: 'news.example.com' };
  await send(db, { from: noon, minutes: 120, events: 90, outcome: 'delivered', labels: news });
  await send(db, {
    from: new Date('2026-11-20T13:00:00Z'),
    minutes: 60,
    events: 6,
    outcome: 'bounced',
    labels: {
      ...news,
      replyCode: 550,
      statusCode: '5.7.26',
      category: 'authentication',
      enforcement: true,
      rule: 'gmail/5.7.26',
    },
    diagnostic: '550-5.7.26 not authenticated',
  });
  await send(db, {
    from: noon,
    minutes: 120,
    events: 4,
    outcome: 'deferred',
    labels: { ...news, replyCode: 421, statusCode: '4.7.28', category: 'rate-limit', rule: 'gmail/4.7.28' },
  });
  await send(db, {
    source: 'mx2',
    from: noon,
    minutes: 5,
    events: 20,
    outcome: 'delivered',
    labels: { destination: 'example.net' },
  });
  await send(db, {
    source: 'mx2',
    from: noon,
    minutes: 5,
    events: 3,
    outcome: 'bounced',
    labels: {
      destination: 'example.net',
      replyCode: 550,
      statusCode: '5.1.1',
      category: 'invalid-address',
      sendingDomain: 'example.com',
    },
  });
  await send(db, {
    from: new Date('2026-11-20T11:00:00Z'),
    minutes: 5,
    events: 7,
    outcome: 'delivered',
    labels: news,
  });
});
afterAll(() => store.close());

describe('the dashboard’s numbers', () => {
  it('totals agree with what was sent, and every rate with its definition', async () => {
    const total = await totalTally(store.db, all);
    expect(total).toMatchObject({ delivered: 110, bounced: 9, hardBounced: 9, deferred: 4, enforcement: 6 });
    expect(hardBounceRate(total)).toEqual({ numerator: 9, denominator: 119, value: 9 / 119 });
    expect(bounceRate(total).denominator).toBe(119);
    expect(deferralRate(total)).toEqual({ numerator: 4, denominator: 123, value: 4 / 123 });
    expect(enforcementRate(total).numerator).toBe(6);
    expect(policyShare(total)).toEqual({ numerator: 6, denominator: 9, value: 6 / 9 });
  });

  it('the ratio is undefined, not infinite, without 5.7.x', async () => {
    expect(addressToPolicy(await totalTally(store.db, { ...all, provider: 'other' })).value).toBeNull();
  });

  it('buckets of all providers add up to the total', async () => {
    const total = await totalTally(store.db, all);
    const byProvider = await talliesByProviderOverTime(store.db, all);
    expect([...byProvider.keys()]).toEqual(['gmail', 'other']);
    expect(addTallies([...byProvider.values()].flatMap((tallies) => [...tallies.values()]))).toEqual(total);
    expect((await talliesByProvider(store.db, all)).map(({ provider }) => provider)).toEqual([
      'gmail',
      'other',
    ]);
  });

  it('no bucket begins outside the range, nor between two buckets', async () => {
    for (const tallies of (await talliesByProviderOverTime(store.db, all)).values()) {
      for (const at of tallies.keys()) {
        expect(at).toBeGreaterThanOrEqual(range.from.getTime());
        expect(at % (range.bucketMinutes * 60_000)).toBe(0);
      }
    }
  });

  it('the period before is its own', async () => {
    expect(await totalTally(store.db, { ...all, range: previousRange(range) })).toMatchObject({
      delivered: 7,
      bounced: 0,
    });
  });

  it('tells failures apart by code, category, subject and provider; the rest is one series', async () => {
    const sums = async (dimension: Parameters<typeof failuresOverTime>[2], series?: number) => {
      const counts = new Map<string | null, number>();
      for (const { key, events } of await failuresOverTime(store.db, all, dimension, undefined, series)) {
        counts.set(key, (counts.get(key) ?? 0) + events);
      }
      return [...counts];
    };
    expect(await sums('code')).toEqual([
      ['5.7.26', 6],
      ['4.7.28', 4],
      ['5.1.1', 3],
    ]);
    expect(await sums('code', 1)).toEqual([
      ['5.7.26', 6],
      [null, 7],
    ]);
    expect(await sums('category')).toEqual([
      ['authentication', 6],
      ['rate-limit', 4],
      ['invalid-address', 3],
    ]);
    expect(await sums('subject')).toEqual([
      ['X.7', 10],
      ['X.1', 3],
    ]);
    expect(await sums('provider')).toEqual([
      ['gmail', 10],
      ['other', 3],
    ]);
  });

  it('names each provider’s codes, the most frequent first', async () => {
    const codes = await failureCodes(store.db, gmail);
    expect(codes.map(({ statusCode, events, bounced }) => [statusCode, events, bounced])).toEqual([
      ['5.7.26', 6, 6],
      ['4.7.28', 4, 0],
    ]);
    expect((await failureCodes(store.db, all)).map(({ provider, rule }) => [provider, rule])).toEqual([
      ['gmail', 'gmail/5.7.26'],
      ['gmail', 'gmail/4.7.28'],
      ['other', 'test'],
    ]);
  });

  it('follows one provider’s code from its first refusal', async () => {
    const [series] = await refusalsOverTime(store.db, all);
    expect(series).toMatchObject({
      provider: 'gmail',
      statusCode: '5.7.26',
      enforcement: true,
      bounced: 6,
      events: 6,
    });
    expect([...(series?.buckets.values() ?? [])].reduce((sum, count) => sum + count, 0)).toBe(6);
    const first = await firstRefusal(store.db, { ...gmail, code: '5.7.26' }, range.from, range.to);
    expect(first?.toISOString()).toBe('2026-11-20T13:00:00.000Z');
    expect(await firstRefusal(store.db, { ...gmail, code: '5.5.5' }, range.from, range.to)).toBeNull();
  });

  it('shows the newest refusals of the scope only, the latest first', async () => {
    const newest = await newestDiagnostics(store.db, gmail, 5);
    expect(newest).toHaveLength(5);
    expect(newest[0]).toMatchObject({ statusCode: '5.7.26', diagnostic: '550-5.7.26 not authenticated' });
    expect(newest.map(({ at }) => at.getTime())).toEqual(
      newest.map(({ at }) => at.getTime()).toSorted((a, b) => b - a),
    );
    expect(new Set(newest.map(({ id }) => id)).size).toBe(5);
  });

  it('names the senders that are refused most', async () => {
    const senders = await affectedSenders(store.db, all, 'domain');
    expect(senders.map(({ sender, tally }) => [sender, tally.bounced + tally.deferred])).toEqual([
      ['news.example.com', 10],
      ['example.com', 3],
    ]);
    expect(await affectedSenders(store.db, all, 'ip')).toEqual([]);
  });

  it('knows where something was recorded, and from when to when', async () => {
    const coverage = await sourceCoverage(store.db, range);
    const heard = new Set(coverage.flatMap((source) => source.heard));
    expect(heard.has(noon.getTime())).toBe(true);
    expect(heard.size).toBe(24);
    const extent = await dataExtent(store.db);
    expect(extent?.firstAt.toISOString()).toBe('2026-11-20T00:00:00.000Z');
    expect(extent?.lastAt.getTime()).toBeGreaterThan(new Date('2026-11-20T13:45:00Z').getTime());
  });
});

describe('an empty store', () => {
  it('holds nothing from no time on', async () => {
    const empty = await openTestStore();
    expect(await dataExtent(empty.db)).toBeNull();
    expect((await talliesByProviderOverTime(empty.db, all)).size).toBe(0);
    expect(await totalTally(empty.db, all)).toMatchObject({ delivered: 0, bounced: 0 });
    await empty.close();
  });
});

describe('a page that was narrowed', () => {
  const narrowed = (text: string): Scope => ({ ...all, filters: readFilters(text) });
  const counted = async (text: string) => {
    const tally = await totalTally(store.db, narrowed(text));
    return [tally.delivered, tally.deferred, tally.bounced];
  };

  // Gmail: 90 delivered, 4 deferred (4.7.28), 6 bounced (5.7.26); mx2: 20 delivered, 3 bounced (5.1.1).
  it.each([
    ['', [110, 4, 9]],
    ['provider:gmail', [90, 4, 6]],
    ['provider:other', [20, 0, 3]],
    ['-provider:gmail', [20, 0, 3]],
    ['provider:gmail,provider:other', [110, 4, 9]],
    ['code:5.7.26', [0, 0, 6]],
    ['-code:5.7.26', [110, 4, 3]],
    ['subject:X.7', [0, 4, 6]],
    ['outcome:bounced,-code:5.1.1', [0, 0, 6]],
    ['category:invalid-address', [0, 0, 3]],
    ['sending-domain:news.example.com', [90, 4, 6]],
    ['source:mx2', [20, 0, 3]],
    ['-source:mx2', [90, 4, 6]],
    ['source:mx2,provider:gmail', [0, 0, 0]],
    ["source:x' OR TRUE --", [0, 0, 0]],
  ])('to %s counts only that', async (text, expected) => {
    expect(await counted(text)).toEqual(expected);
  });

  it('shows the words of that alone', async () => {
    const codes = async (text: string) =>
      (await newestDiagnostics(store.db, narrowed(text))).map(({ statusCode }) => statusCode);
    expect(new Set(await codes('provider:gmail'))).not.toContain('5.1.1');
    expect(await codes('source:mx2,code:5.7.26')).toEqual([]);
  });

  it('offers what was seen within the other filters', async () => {
    expect(await filterValues(store.db, all, 'provider')).toEqual([
      { value: 'gmail', events: 100 },
      { value: 'other', events: 23 },
    ]);
    expect(await filterValues(store.db, narrowed('provider:gmail'), 'code')).toEqual([
      { value: '5.7.26', events: 6 },
      { value: '4.7.28', events: 4 },
    ]);
    const sources = await filterValues(store.db, all, 'source');
    expect(sources.map(({ events }) => events)).toEqual([100, 23]);
  });
});

import fs from 'node:fs';
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Db, onSamePool, openDb } from '@/lib/db';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { send } from '../alerts/traffic';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Asked, OF_COUNTS, OF_EVENTS } from './range-questions';

const NOW = new Date('2026-11-20T10:00:00Z');
/** Know of ranges and scopes, and ask no counts and no events of them. */
const NO_SUCH_QUESTION = new Set([
  // What questions are made of.
  ...['event-search', 'event-stretches', 'range-parts', 'scope', 'counts-within', 'annotation-scope'],
  ...['compared-range', 'named-range', 'range-steps', 'typed-range', 'typed-moment'],
  // Of small tables of their own.
  ...['alert-transitions', 'annotations', 'incidents', 'setting-changes', 'suppressions-over-time'],
  // What was recorded since a moment, by the batches that recorded it.
  'event-tail',
]);

let store: TestStore;
let asked: Asked;
let db: Db;
const plans: Plan[] = [];
beforeAll(async () => {
  store = await openTestStore();
  const labels = { provider: 'gmail', sendingDomain: 'news.example.com' };
  const code = { replyCode: 550, statusCode: '5.7.26', rule: 'gmail/5.7.26', category: 'authentication' };
  for (const hours of [1, 30, 400]) {
    const traffic = { from: new Date(NOW.getTime() - hours * 3_600_000), minutes: 30 };
    await send(store.db, { ...traffic, events: 20, outcome: 'delivered', labels });
    await send(store.db, { ...traffic, events: 5, outcome: 'bounced', labels: { ...labels, ...code } });
    const other = { ...code, provider: null, destination: 'example.net' };
    await send(store.db, { ...traffic, events: 2, outcome: 'bounced', labels: other });
  }
  // A small table is read as a whole unless nothing but that would do, as it is of a large one.
  db = openDb(`${store.databaseUrl}?options=-c%20enable_seqscan%3Doff`);
  asked = {
    db: explaining(db, plans),
    scope: everything(readTimeRange({ range: '30d' }, NOW)),
    ...{ provider: 'gmail', code: '5.7.26', sendingDomain: 'news.example.com', destination: 'example.net' },
    sourceId: (await store.db.source.findFirstOrThrow()).id,
    rules: ['gmail/5.7.26'],
  };
  await store.db.$executeRaw`ANALYZE`;
});
afterAll(async () => {
  await db.$disconnect();
  await store.close();
});

/** As far as it is looked at. */
const Plan = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Recheck Cond': z.string().optional(),
  Filter: z.string().optional(),
  get Plans() {
    return z.array(Plan).optional();
  },
});
type Plan = z.infer<typeof Plan>;

/** The same store, and how the server means to answer whatever is asked of it. */
const explaining = (db: Db, seen: Plan[]): Db =>
  onSamePool(db, (own: SqlDriverAdapterFactory) => ({
    provider: own.provider,
    adapterName: own.adapterName,
    async connect(): Promise<SqlDriverAdapter> {
      const adapter = await own.connect();
      return {
        provider: adapter.provider,
        adapterName: adapter.adapterName,
        executeRaw: (query) => adapter.executeRaw(query),
        executeScript: (script) => adapter.executeScript(script),
        startTransaction: (level) => adapter.startTransaction(level),
        dispose: () => adapter.dispose(),
        async queryRaw(query) {
          const { rows } = await adapter.queryRaw({ ...query, sql: `EXPLAIN (FORMAT JSON) ${query.sql}` });
          const told = z.tuple([z.object({ Plan })]);
          const [[text]] = z.tuple([z.tuple([z.unknown()])]).parse(rows);
          const [{ Plan: plan }] = told.parse(typeof text === 'string' ? JSON.parse(text) : text);
          seen.push(...allOf(plan));
          return adapter.queryRaw(query);
        },
      };
    },
  }));

const allOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(allOf)];

const tablesOf = (all: readonly Plan[]) =>
  all.flatMap((one) => one['Relation Name'] ?? []).map((name) => (/^event_\d/.test(name) ? 'event' : name));

/** What a plan says of the widths that it reads. */
const conditionsOf = (all: readonly Plan[]): string =>
  all.flatMap((one) => [one['Index Cond'], one['Recheck Cond'], one.Filter]).join(' ');

async function plansOf(name: string): Promise<Plan[]> {
  plans.length = 0;
  await { ...OF_COUNTS, ...OF_EVENTS }[name]!(asked);
  return [...plans];
}

describe('a question of 30 days', () => {
  it.each(Object.keys(OF_COUNTS))(
    '%s is answered by the hour and the day, and reads no event',
    async (name) => {
      const seen = await plansOf(name);
      const tables = tablesOf(seen);
      expect(tables).not.toContain('event');
      expect(tables.some((table) => table.endsWith('rollup'))).toBe(true);
      const conditions = conditionsOf(seen);
      expect(conditions).toMatch(/bucket_minutes = '?(?:60|1440)\b/);
      expect(conditions).not.toMatch(/bucket_minutes = '?5\b/);
    },
  );

  it.each(Object.keys(OF_EVENTS))('%s goes to events by an index', async (name) => {
    const ways = (await plansOf(name))
      .filter((one) => one['Relation Name']?.startsWith('event_2'))
      .map((one) => one['Node Type']);
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(way).toMatch(/^(?:Index|Bitmap Heap)\b/);
  });

  it('is noticed where it does read events, and event by event', async () => {
    plans.length = 0;
    await asked.db.$queryRaw`SELECT count(*) FROM event WHERE recipient LIKE '%x'`;
    expect(tablesOf(plans)).toContain('event');
    expect(plans.map((one) => one['Node Type'])).toContain('Seq Scan');
  });

  it('thousands of senders are read only where it is asked who sent', async () => {
    for (const name of ['tallies-by-provider-over-time', 'failure-codes', 'total-tally', 'source-outcomes'])
      expect(tablesOf(await plansOf(name))).not.toContain('rollup');
    expect(tablesOf(await plansOf('affected-senders'))).toContain('rollup');
  });

  it('is in the table, whichever file asks it', () => {
    const inTable = new Set(Object.keys({ ...OF_COUNTS, ...OF_EVENTS }).map((name) => name.split(',')[0]));
    const files = fs
      .readdirSync('lib/queries')
      .filter((file) =>
        /from '\.\/(?:scope|counts-within|time-range)'/.test(fs.readFileSync(`lib/queries/${file}`, 'utf8')),
      )
      .map((file) => file.replace('.ts', ''));
    expect(files.filter((file) => !inTable.has(file) && !NO_SUCH_QUESTION.has(file))).toEqual([]);
  });
});

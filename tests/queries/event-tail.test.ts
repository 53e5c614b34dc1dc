import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventId } from '@/lib/queries/event-row';
import { anyEvent } from '@/lib/queries/event-search';
import { eventTail, TAIL_CURSOR } from '@/lib/queries/event-tail';
import { readFilters } from '@/lib/queries/filter';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { type EventLog, openEventLog, type Said } from './event-log';

const now = new Date();
const all = anyEvent(everything(readTimeRange({ range: '1h' }, now)));
const said = (at: number, more: Partial<Said> = {}): Said => ({
  at,
  outcome: 'delivered',
  recipient: 'jane@example.org',
  ...more,
});

let log: EventLog;
beforeAll(async () => {
  log = await openEventLog();
  await log.record([said(now.getTime())]);
});
afterAll(() => log.close());

const cursorNow = async (): Promise<string> => (await eventTail(log.db, all, null)).cursor;

test('begins now, with a cursor that is taken back', async () => {
  const tail = await eventTail(log.db, all, null);
  expect(tail.events).toEqual([]);
  expect(tail.cursor).toMatch(TAIL_CURSOR);
  expect((await eventTail(log.db, all, tail.cursor)).events).toEqual([]);
});

test('tells what is recorded once, late events included', async () => {
  const cursor = await cursorNow();
  const lastYear = Date.parse('2025-02-03T04:05:06Z');
  await log.record([said(now.getTime() + 1), said(lastYear)]);
  const tail = await eventTail(log.db, all, cursor);
  expect(tail.events.map(({ at }) => at.getTime())).toEqual([lastYear, now.getTime() + 1]);
  expect(tail.isCut).toBe(false);
  expect((await eventTail(log.db, all, tail.cursor)).events).toEqual([]);
});

test('keeps to the filters', async () => {
  const cursor = await cursorNow();
  await log.record([said(now.getTime()), said(now.getTime(), { outcome: 'complained' })]);
  const scope = { ...all.scope, filters: readFilters('outcome:complained') };
  const { events } = await eventTail(log.db, { ...all, scope }, cursor);
  expect(events.map(({ outcome }) => outcome)).toEqual(['complained']);
});

test('of more than anybody can follow it tells the latest, and that there were more', async () => {
  const cursor = await cursorNow();
  await log.record(Array.from({ length: 300 }, (_, n) => said(now.getTime() + n)));
  const { events, isCut } = await eventTail(log.db, all, cursor);
  expect([events.length, isCut]).toEqual([100, true]);
  expect(events[0]?.at.getTime()).toBe(now.getTime() + 299);
});

test('a transaction that began before the cursor and ends after it is told, once', async () => {
  const origin = await log.record([said(now.getTime(), { queueId: 'SLOW' })]);
  const client = new pg.Client({ connectionString: log.databaseUrl });
  await client.connect();
  try {
    // What was recorded is written down anew in a transaction that somebody overtakes.
    await client.query('BEGIN');
    await client.query(
      `UPDATE recorded_batch SET transaction_id = pg_current_xact_id()::text::bigint WHERE origin_id = $1`,
      [origin],
    );
    await log.record([said(now.getTime(), { queueId: 'FAST' })]);
    const cursor = await cursorNow();
    const before = await eventTail(log.db, all, cursor);
    expect(before.events).toEqual([]);
    await client.query('COMMIT');
    const after = await eventTail(log.db, all, before.cursor);
    expect(after.events.map((event) => Number(eventId(event).split('-')[2]))).toEqual([origin]);
    expect((await eventTail(log.db, all, after.cursor)).events).toEqual([]);
  } finally {
    await client.end();
  }
});

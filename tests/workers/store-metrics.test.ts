import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { send } from '@/tests/alerts/traffic';
import { openTestStore, type TestStore } from '@/tests/store/test-store';
import { addStoreMetrics } from '@/workers/store-metrics';

vi.setConfig({ testTimeout: 60_000 });

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const MINUTE = 60_000;

test('what the store tells a Prometheus server', async () => {
  const { db } = store;
  const now = Date.now();
  const gmail = { provider: 'gmail', sendingDomain: 'news.example.com' };
  const refused = { ...gmail, statusCode: '5.7.26', category: 'authentication', enforcement: true };
  const lately = { from: new Date(now - 20 * MINUTE), minutes: 20, source: 'a"b' };
  await send(db, { ...lately, events: 95, outcome: 'delivered', labels: gmail });
  await send(db, { ...lately, events: 5, outcome: 'bounced', labels: refused });
  const lastYear = new Date(now - 365 * 1440 * MINUTE);
  await send(db, {
    from: lastYear,
    minutes: 20,
    events: 7,
    outcome: 'bounced',
    labels: refused,
    source: 'archive',
  });
  const { id: sourceId } = await db.source.findUniqueOrThrow({ where: { name: 'a"b' } });
  const batch = { sourceId, format: 'postfix', content: new Uint8Array() };
  await db.ingestBatch.create({ data: { ...batch, receivedAt: new Date(now - 10 * MINUTE) } });
  const at = new Date(now);
  await db.incident.create({
    data: {
      cause: 'provider=gmail',
      severity: 'critical',
      title: 't',
      openedAt: at,
      lastAt: at,
      mutedBy: 'silence 1',
    },
  });

  const registry = new Registry();
  addStoreMetrics(registry, db);
  const lines = (await registry.metrics()).split('\n');
  const value = (name: string) =>
    Number(
      lines
        .find((line) => line.startsWith(name))
        ?.split(' ')
        .at(-1) ?? Number.NaN,
    );

  const labels = 'provider="gmail",outcome="bounced",category="authentication",code="5.7.26"';
  // An archive counts among all events, and not in the rate of the last hour.
  expect(value(`bounceboard_events_total{${labels}}`)).toBe(12);
  const rate = 'rate="hard-bounce",group="provider",value="gmail",window="60m"';
  expect(value(`bounceboard_rate_numerator{${rate}}`)).toBe(5);
  expect(value(`bounceboard_rate_denominator{${rate}}`)).toBe(100);
  expect(value('bounceboard_incidents{severity="critical",state="open"}')).toBe(1);
  expect(value('bounceboard_incidents{severity="critical",state="muted"}')).toBe(1);
  expect(value('bounceboard_incidents{severity="info",state="open"}')).toBe(0);
  expect(value('bounceboard_inbox_batches{source="a\\"b"}')).toBe(1);
  expect(value('bounceboard_inbox_oldest_seconds{source="a\\"b"}')).toBeGreaterThanOrEqual(600);
  expect(value('bounceboard_source_lag_seconds{source="a\\"b"}')).toBeGreaterThan(0);
});

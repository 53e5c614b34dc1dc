import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { openReadings } from '@/lib/alerts/open-readings';
import { openPast } from '@/lib/alerts/past-readings';
import { previewRule, type RulePreview } from '@/lib/alerts/preview';
import type { Db } from '@/lib/db';
import { openTestStore } from '@/tests/store/test-store';
import { reachTo, send } from './traffic';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 4, 30, 12);

let store: Awaited<ReturnType<typeof openTestStore>>;
let db: Db;

beforeAll(async () => {
  store = await openTestStore();
  db = store.db;
});
afterAll(() => store.close());
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE source, label_set, event, rollup, alert_rule, alert_state, alert_transition, incident, notification`;
});

const GMAIL = { provider: 'gmail', sendingDomain: 'news.example.com' };
const REFUSED = {
  ...GMAIL,
  replyCode: 550,
  statusCode: '5.7.26',
  category: 'authentication',
  enforcement: true,
};
const ago = (hours: number) => new Date(NOW - hours * HOUR);

/** So many days of good mail, with an hour of which half is refused at each of these hours ago. */
async function past(days: number, ...badHoursAgo: number[]): Promise<void> {
  await send(db, {
    from: ago(days * 24),
    minutes: days * 1440,
    events: days * 1440,
    outcome: 'delivered',
    labels: GMAIL,
  });
  for (const hours of badHoursAgo) {
    await send(db, { from: ago(hours), minutes: 60, events: 60, outcome: 'bounced', labels: REFUSED });
  }
  await reachTo(db, 'mx1', new Date(NOW));
}

const HELD = { forMinutes: 5, keepFiringMinutes: 15 };
const RATE = {
  ...{
    rate: 'hard-bounce',
    groupBy: 'provider',
    threshold: 0.05,
    windowsMinutes: [60, 1440],
    minimumRecipients: 5,
  },
  ...HELD,
};

const times = (preview: RulePreview | null) =>
  preview?.firings.map(({ series, from, until }) => {
    const hours = (at: Date) => Math.round(((NOW - at.getTime()) / HOUR) * 4) / 4;
    return `${series}: ${hours(from)} to ${until ? hours(until) : 'now'} hours ago`;
  });

test('how often a rate would have fired in a week, where, and the line', async () => {
  await past(8, 150, 100, 50);
  const preview = await previewRule(db, 'rate-above', { ...RATE, windowsMinutes: [60] }, new Date(NOW));
  expect(times(preview)).toEqual([
    expect.stringMatching(/^provider=gmail: 149\.?\d* to 14[78]/),
    expect.stringMatching(/^provider=gmail: 99\.?\d* to 9[78]/),
    expect.stringMatching(/^provider=gmail: 49\.?\d* to 4[78]/),
  ]);
  expect(preview).toMatchObject({ stepMinutes: 5, limit: { of: 'share', value: 0.05 } });
  const [{ points } = { points: [] }] = preview!.series;
  expect(points.length).toBeLessThanOrEqual(300);
  expect(Math.max(...points.map(({ numerator, denominator }) => numerator / denominator))).toBeCloseTo(
    0.5,
    1,
  );
});

test('a month is looked at hour by hour', async () => {
  await past(31, 600, 20);
  const preview = await previewRule(db, 'rate-above', { ...RATE, threshold: 0.2 }, new Date(NOW), 30);
  expect(preview?.stepMinutes).toBe(60);
  expect(times(preview)).toHaveLength(2);
});

test('another threshold would have fired less', async () => {
  await past(8, 50);
  expect(times(await previewRule(db, 'rate-above', { ...RATE, threshold: 0.9 }, new Date(NOW)))).toEqual([]);
});

test('what fires now is what the worker finds', async () => {
  await past(8, 1);
  await db.alertRule.create({ data: { name: 'r', kind: 'rate-above', severity: 'warning', settings: RATE } });
  for (const minute of [-6, 0]) await evaluateAlerts(db, new Date(NOW + minute * MINUTE));
  expect(await db.alertState.findFirst()).toMatchObject({ state: 'firing' });
  expect(times(await previewRule(db, 'rate-above', RATE, new Date(NOW)))?.at(-1)).toMatch(
    /to now hours ago$/,
  );
});

test('the past says what the readings of that time said', async () => {
  await past(30, 3, 30 * 24 - 5, 7 * 24 + 1);
  const at = NOW - 1;
  const now = openReadings(db, new Date(at));
  await db.source.updateMany({ data: { watermarkAt: new Date(at) } });
  const readings = openPast(db, { from: new Date(NOW - 30 * DAY), to: new Date(NOW), rollupMinutes: 5 })(at);
  for (const group of ['overall', 'provider', 'sending-domain', 'source'] as const) {
    expect(await readings.counts(group, [60, 720])).toEqual(await now.counts(group, [60, 720]));
    expect(await readings.codes(group, 60)).toEqual(await now.codes(group, 60));
  }
  const [past24] = await readings.codeHistory('provider', 240);
  const [now24] = await now.codeHistory('provider', 240);
  expect(past24?.codes.get('5.7.26')?.events.slice(0, 5)).toEqual(
    now24?.codes.get('5.7.26')?.events.slice(0, 5),
  );
  expect(await readings.sightings(14)).toMatchObject([{ code: '5.7.26', recent: 60 }]);
});

test.each<[string, object, RegExp]>([
  [
    'spike',
    { groupBy: 'provider', windowMinutes: 60, factor: 2, floor: 20, ...HELD },
    /^provider=gmail,code=5\.7\.26: 4\d/,
  ],
  ['first-sighting', { unseenDays: 2, minimumEvents: 1, ...HELD }, /code=5\.7\.26: (49|50)/],
  ['code-count', { code: 'X.7.26', groupBy: 'overall', count: 30, windowMinutes: 60, ...HELD }, /^: 49/],
])('%s', async (kind, settings, expected) => {
  await past(8, 50);
  expect(times(await previewRule(db, kind, settings, new Date(NOW)))).toEqual([
    expect.stringMatching(expected),
  ]);
});

test('a source that was silent', async () => {
  await send(db, { from: ago(190), minutes: 140 * 60, events: 8400, outcome: 'delivered' });
  await send(db, { from: ago(40), minutes: 40 * 60, events: 2400, outcome: 'delivered' });
  const settings = { minimumMinutes: 60, usualGaps: 2, forMinutes: 0, keepFiringMinutes: 0 };
  expect(times(await previewRule(db, 'source-silent', settings, new Date(NOW)))).toEqual([
    expect.stringMatching(/^source=mx1: 4[89][.\d]* to (40|39\.\d+) hours ago$/),
  ]);
});

test('of a kind whose past is not written down nothing can be said', async () => {
  const settings = { minimumMinutes: 15, forMinutes: 0, keepFiringMinutes: 0 };
  expect(await previewRule(db, 'backlog', settings, new Date(NOW))).toBeNull();
});

test('settings that are wrong are refused', async () => {
  await expect(previewRule(db, 'rate-above', { ...RATE, threshold: 7 }, new Date(NOW))).rejects.toThrow(
    'threshold',
  );
});

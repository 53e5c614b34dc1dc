import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { openReadings } from '@/lib/alerts/open-readings';
import type { Db } from '@/lib/db';
import { everything } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { totalTally } from '@/lib/queries/total-tally';
import { openTestStore } from '@/tests/store/test-store';
import { reachTo, send } from './traffic';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 4, 4, 12);
const noon = (minutes: number): Date => new Date(NOON + minutes * MINUTE);

let store: Awaited<ReturnType<typeof openTestStore>>;
let db: Db;

beforeAll(async () => {
  store = await openTestStore();
  db = store.db;
});
afterAll(() => store.close());
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE source, label_set, event, rollup, alert_rule, alert_state, alert_transition`;
});

const hardBounces = (settings = {}) =>
  db.alertRule.create({
    data: {
      name: 'Hard bounces',
      kind: 'rate-above',
      severity: 'warning',
      settings: {
        rate: 'hard-bounce',
        groupBy: 'provider',
        threshold: 0.05,
        windowsMinutes: [60, 1440],
        minimumRecipients: 5,
        forMinutes: 5,
        keepFiringMinutes: 15,
        ...settings,
      },
    },
  });

/** An hour before noon of which this share bounced. */
async function hour(provider: string, bounced: number, delivered: number, source = 'mx1'): Promise<void> {
  const stretch = { from: noon(-60), minutes: 60, source, labels: { provider } };
  await send(db, { ...stretch, events: bounced, outcome: 'bounced' });
  await send(db, { ...stretch, events: delivered, outcome: 'delivered' });
  await reachTo(db, source, noon(0));
}

/** The source goes on, with nothing to tell. */
async function evaluateAt(minutes: number, source = 'mx1') {
  await reachTo(db, source, noon(minutes));
  return evaluateAlerts(db, noon(minutes));
}

async function transitions(): Promise<string[]> {
  const rows = await db.alertTransition.findMany({ orderBy: { id: 'asc' } });
  return rows.map(
    ({ series, at, fromState, toState, reason, numerator, denominator }) =>
      `${(at.getTime() - NOON) / MINUTE} ${series} ${fromState}→${toState} ${reason} ${numerator}/${denominator}`,
  );
}

const standing = async (series = 'provider=gmail') =>
  (await db.alertState.findFirst({ where: { series } }))?.state ?? null;

describe('a rate above its threshold', () => {
  test('waits, then fires, with n of N; its neighbour is left alone', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    await hour('yahoo', 6, 594);
    expect(await evaluateAt(0)).toEqual({ evaluated: 2, transitions: 1 });
    await evaluateAt(4);
    expect(await evaluateAt(5)).toEqual({ evaluated: 2, transitions: 1 });
    expect(await evaluateAt(6)).toEqual({ evaluated: 2, transitions: 0 });
    expect(await transitions()).toEqual([
      expect.stringMatching(/^0 provider=gmail inactive→pending condition-began \d+\/\d+$/),
      expect.stringMatching(/^5 provider=gmail pending→firing held-for \d+\/\d+$/),
    ]);
    expect(await standing('provider=yahoo')).toBeNull();
  });

  test('resolves on good mail, after it was kept firing', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    for (const minute of [0, 5]) await evaluateAt(minute);
    await send(db, {
      from: noon(6),
      minutes: 60,
      events: 6000,
      outcome: 'delivered',
      labels: { provider: 'gmail' },
    });
    await evaluateAt(70);
    expect((await transitions()).at(-1)).toMatch(
      /^70 provider=gmail firing→resolved condition-ended 0\/\d+$/,
    );
  });

  test('one address that is tried again and again is not many people', async () => {
    await hardBounces();
    const stretch = { from: noon(-60), minutes: 60, labels: { provider: 'gmail' } };
    await send(db, { ...stretch, events: 60, outcome: 'bounced', recipients: 4 });
    await send(db, { ...stretch, events: 60, outcome: 'delivered' });
    await evaluateAt(0);
    expect(await transitions()).toEqual([]);
    await send(db, { ...stretch, events: 6, outcome: 'bounced', recipients: 6 });
    await evaluateAt(1);
    expect(await standing()).toBe('pending');
  });

  test.each([
    ['recipients that the record does not name', { recipients: 0 }],
    ['failures that left no diagnostic', { diagnostic: null }],
  ])('%s count as different people', async (_, unknown) => {
    await hardBounces();
    const stretch = { from: noon(-60), minutes: 60, labels: { provider: 'gmail' } };
    await send(db, { ...stretch, events: 20, outcome: 'bounced', ...unknown });
    await evaluateAt(0);
    expect(await standing()).toBe('pending');
  });

  test('overall, by domain, by address and by source', async () => {
    const labels = {
      sendingDomain: 'news.example.com',
      sendingIp: '192.0.2.7',
      pool: 'bulk',
      campaign: 'spring',
    };
    await send(db, {
      from: noon(-60),
      minutes: 60,
      events: 60,
      outcome: 'bounced',
      labels,
      source: 'mx=1,a',
    });
    for (const groupBy of ['overall', 'sending-domain', 'sending-ip', 'pool', 'stream', 'source']) {
      const rule = await hardBounces({ groupBy });
      await db.alertRule.update({ where: { id: rule.id }, data: { name: groupBy } });
    }
    await evaluateAt(0, 'mx=1,a');
    const states = await db.alertState.findMany({ orderBy: { ruleId: 'asc' } });
    expect(states.map(({ series, state }) => [series, state])).toEqual([
      ['', 'pending'],
      ['sending-domain=news.example.com', 'pending'],
      ['sending-ip=192.0.2.7', 'pending'],
      ['pool=bulk', 'pending'],
      ['stream=spring', 'pending'],
      ['source=mx%3D1%2Ca', 'pending'],
    ]);
  });
});

describe('what is not known yet', () => {
  test('is not taken for silence: while a source lags, nothing moves', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    for (const minute of [0, 5]) await evaluateAt(minute);
    expect(await standing()).toBe('firing');
    for (const minute of [20, 40, 59]) await evaluateAlerts(db, noon(minute));
    expect(await standing()).toBe('firing');
  });

  test('does not let a wait run out', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    await evaluateAt(0);
    await evaluateAlerts(db, noon(30));
    expect(await standing()).toBe('pending');
    await evaluateAt(31);
    expect(await standing()).toBe('firing');
  });

  test('late records count where they belong', async () => {
    await hardBounces();
    await hour('gmail', 0, 600);
    await evaluateAt(0);
    await send(db, {
      from: noon(-20),
      minutes: 10,
      events: 90,
      outcome: 'bounced',
      labels: { provider: 'gmail' },
    });
    await evaluateAt(1);
    expect(await standing()).toBe('pending');
  });

  test('silence while firing is no-data, and what comes back as bad fires on', async () => {
    await hardBounces({ windowsMinutes: [60] });
    await hour('gmail', 90, 510);
    for (const minute of [0, 5]) await evaluateAt(minute);
    await evaluateAlerts(db, noon(90));
    expect(await standing()).toBe('no-data');
    await send(db, {
      from: noon(90),
      minutes: 10,
      events: 60,
      outcome: 'bounced',
      labels: { provider: 'gmail' },
    });
    await evaluateAt(100);
    expect(await standing()).toBe('firing');
    expect((await transitions()).slice(-2)).toEqual([
      '90 provider=gmail firing→no-data no-data 0/0',
      '100 provider=gmail no-data→firing data-returned 60/60',
    ]);
  });

  test('an archive that is imported today says nothing about today', async () => {
    await hardBounces({ groupBy: 'overall' });
    const lastYear = new Date(NOON - 365 * 1440 * MINUTE);
    await send(db, { from: lastYear, minutes: 600, events: 500, outcome: 'bounced', source: 'archive' });
    await evaluateAlerts(db, noon(0));
    await evaluateAlerts(db, noon(10));
    expect(await transitions()).toEqual(['0  inactive→no-data no-data 0/0']);
  });

  test('a source that lags does not hold back the others', async () => {
    await hardBounces({ groupBy: 'overall' });
    await hour('gmail', 5, 595, 'slow');
    await hour('gmail', 90, 510, 'quick');
    await evaluateAt(0, 'quick');
    await evaluateAt(6, 'quick');
    expect(await standing('')).toBe('firing');
  });

  test('a record from the future does not carry the evaluation there', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    await reachTo(db, 'mx1', noon(600));
    await evaluateAlerts(db, noon(0));
    await evaluateAlerts(db, noon(4));
    expect(await standing()).toBe('pending');
  });
});

test('an alert and a card on the dashboard count alike', async () => {
  const kinds = [
    { outcome: 'delivered' },
    { outcome: 'deferred', labels: { statusCode: '4.7.26', enforcement: true, category: 'authentication' } },
    { outcome: 'bounced', labels: { statusCode: '5.1.1', category: 'invalid-address' } },
    { outcome: 'bounced', labels: { statusCode: '5.2.2', category: 'mailbox-full' } },
    { outcome: 'bounced', labels: { statusCode: '5.7.1', category: 'policy' } },
    { outcome: 'bounced', labels: { statusCode: '4.4.7', bounceType: 'soft' } },
    { outcome: 'complained' },
  ] as const;
  for (const [index, kind] of kinds.entries()) {
    await send(db, { from: noon(-50), minutes: 40, events: 3 ** index, ...kind });
  }
  const [overall] = await openReadings(db, noon(0)).counts('overall', [60]);
  const tally = await totalTally(db, everything(readTimeRange({ range: '1h' }, noon(0))));
  expect(overall?.windows[0]?.counts).toMatchObject({ ...tally, unknownUsers: 9, blocked: 81 });
});

describe('the rule itself', () => {
  async function firing() {
    const rule = await hardBounces();
    await hour('gmail', 90, 510);
    for (const minute of [0, 5]) await evaluateAt(minute);
    expect(await standing()).toBe('firing');
    return rule;
  }

  test('switched off while firing, and on again', async () => {
    const { id } = await firing();
    await db.alertRule.update({ where: { id }, data: { enabled: false } });
    await evaluateAt(6);
    expect(await standing()).toBe('paused');
    await db.alertRule.update({ where: { id }, data: { enabled: true } });
    await evaluateAt(7);
    expect(await standing()).toBe('pending');
  });

  test('edited while firing: another threshold', async () => {
    const { id, settings } = await firing();
    await db.alertRule.update({ where: { id }, data: { settings: { ...Object(settings), threshold: 0.5 } } });
    await evaluateAt(20);
    expect((await transitions()).at(-1)).toMatch(/^20 provider=gmail firing→resolved condition-ended/);
  });

  test('edited while firing: another grouping', async () => {
    const { id, settings } = await firing();
    await db.alertRule.update({
      where: { id },
      data: { settings: { ...Object(settings), groupBy: 'overall' } },
    });
    await evaluateAt(6);
    expect((await transitions()).slice(-2).toSorted()).toEqual([
      expect.stringMatching(/^6 {2}inactive→pending/),
      expect.stringMatching(/^6 provider=gmail firing→resolved rule-edited/),
    ]);
  });

  test('deleted while firing takes its states with it', async () => {
    const { id } = await firing();
    await db.alertRule.delete({ where: { id } });
    expect(await evaluateAt(6)).toEqual({ evaluated: 0, transitions: 0 });
    expect(await db.alertState.count()).toBe(0);
  });

  test('that cannot be read does not keep the others from being evaluated', async () => {
    await db.alertRule.create({
      data: { name: 'Broken', kind: 'rate-above', severity: 'info', settings: {} },
    });
    await db.alertRule.create({
      data: { name: 'Unheard of', kind: 'horoscope', severity: 'info', settings: {} },
    });
    await hardBounces();
    await hour('gmail', 90, 510);
    await expect(evaluateAt(0)).rejects.toThrow(
      '"Broken" cannot be evaluated; alert rule "Unheard of" cannot',
    );
    expect(await standing()).toBe('pending');
  });
});

describe('restarts and company', () => {
  test('everything that matters is in the store: any evaluator goes on from there', async () => {
    await hardBounces();
    await hour('gmail', 90, 510);
    await evaluateAt(0);
    const other = await openAnother();
    await reachTo(db, 'mx1', noon(5));
    await evaluateAlerts(other, noon(5));
    await evaluateAt(6);
    expect((await transitions()).map((line) => line.split(' ')[2])).toEqual([
      'inactive→pending',
      'pending→firing',
    ]);
    await other.$disconnect();
  });

  test('two at once make one transition', async () => {
    await hardBounces();
    for (let i = 0; i < 20; i++) await hour(`provider-${i}`, 90, 510);
    const other = await openAnother();
    for (const minute of [0, 5]) {
      await reachTo(db, 'mx1', noon(minute));
      const both = await Promise.all([db, other, db, other].map((one) => evaluateAlerts(one, noon(minute))));
      expect(both.reduce((sum, { transitions }) => sum + transitions, 0)).toBe(20);
    }
    expect(await db.alertTransition.count()).toBe(40);
    expect(await db.alertState.count({ where: { state: 'firing' } })).toBe(20);
    await other.$disconnect();
  });

  async function openAnother(): Promise<Db> {
    const { openDb } = await import('@/lib/db');
    return openDb(store.databaseUrl);
  }
});

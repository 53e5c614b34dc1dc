import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { acknowledgeIncident, takeBackAcknowledgement } from '@/lib/alerts/acknowledge';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { createSilence, endSilence, SilenceDraft } from '@/lib/alerts/silences';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { type Db, openDb } from '@/lib/db';
import { incidentAlerts } from '@/lib/queries/incident-alerts';
import { incidentContributors } from '@/lib/queries/incident-contributors';
import { incidentSample } from '@/lib/queries/incident-sample';
import { incidentSenders } from '@/lib/queries/incident-senders';
import { incidentTimeline } from '@/lib/queries/incident-timeline';
import { incidentById, incidentHistory, openIncidents } from '@/lib/queries/incidents';
import { silenceList } from '@/lib/queries/silence-list';
import { readTimeRange } from '@/lib/queries/time-range';
import { openTestStore } from '@/tests/store/test-store';
import { reachTo, send } from './traffic';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const ADA = { id: null, name: 'Ada' };
const NOON = Date.UTC(2026, 4, 4, 12);
const noon = (minutes: number): Date => new Date(NOON + minutes * MINUTE);
const days = (count: number): number => count * 1440;

let store: Awaited<ReturnType<typeof openTestStore>>;
let db: Db;

beforeAll(async () => {
  store = await openTestStore();
  db = store.db;
});
afterAll(() => store.close());
beforeEach(async () => {
  await db.$executeRaw`TRUNCATE source, label_set, event, rollup, alert_rule, alert_state, alert_transition,
    incident, silence, channel, notification_route, notification, setting`;
});

const NEWS = { sendingDomain: 'news.example.com', sendingIp: '192.0.2.7' };
const GMAIL = { ...NEWS, provider: 'gmail' };
const SPF = {
  ...GMAIL,
  ...{ replyCode: 550, statusCode: '5.7.26', category: 'authentication', enforcement: true },
  rule: 'gmail/5.7.26-spf-hard-fail',
};
const DEAD = { ...{ replyCode: 550, statusCode: '5.1.1', category: 'invalid-address' }, rule: 'iana/5.1.1' };

async function rule(name: string, settings: object = {}, severity = 'warning', kind = 'rate-above') {
  const held = { minimumRecipients: 5, forMinutes: 0, keepFiringMinutes: 0 };
  const rate = { rate: 'hard-bounce', groupBy: 'provider', threshold: 0.05, windowsMinutes: [60] };
  const data = {
    name,
    kind,
    severity,
    settings: kind === 'rate-above' ? { ...held, ...rate, ...settings } : settings,
  };
  return db.alertRule.create({ data });
}

/** Somebody to tell of everything. */
async function tellEverything(): Promise<void> {
  const severities = ['info', 'warning', 'critical'];
  await db.channel.create({
    data: { name: 'pager', kind: 'webhook', settings: {}, routes: { create: { severities } } },
  });
}

const told = async () =>
  (await db.notification.findMany({ orderBy: { id: 'asc' } })).map(
    ({ incidentId, reason }) => `${incidentId === null ? '' : 'incident '}${reason}`,
  );

/** An hour before the minute of which this many bounced. */
async function hour(until: number, bounced: number, delivered: number, labels: object, source = 'mx1') {
  const stretch = { from: noon(until - 60), minutes: 60, source };
  await send(db, { ...stretch, events: bounced, outcome: 'bounced', labels });
  const { provider } = labels as { provider?: string };
  await send(db, { ...stretch, events: delivered, outcome: 'delivered', labels: { ...NEWS, provider } });
}

async function evaluateAt(minutes: number, source = 'mx1') {
  await reachTo(db, source, noon(minutes));
  return evaluateAlerts(db, noon(minutes));
}

const causes = async () =>
  (await openIncidents(db)).map(({ cause, severity, firing }) => `${severity} ${cause}: ${firing}`);

describe('grouped by cause', () => {
  test('an SPF break at Gmail is one incident, whatever rules it trips', async () => {
    await ensureDefaultRules(db);
    await tellEverything();
    // Two weeks of a healthy sender, and a list with a few dead addresses.
    for (const week of [1, 2]) {
      const stretch = { from: noon(-days(7 * week) - 60), minutes: 60 };
      await send(db, { ...stretch, events: 900, outcome: 'delivered', labels: GMAIL });
      await send(db, { ...stretch, events: 5, outcome: 'bounced', labels: { ...GMAIL, ...DEAD } });
    }
    await hour(0, 300, 700, SPF);
    await hour(0, 12, 1500, { ...NEWS, ...DEAD, provider: 'yahoo' });
    await evaluateAt(0);
    await evaluateAt(5);
    const [incident, ...others] = await openIncidents(db);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({
      cause: 'provider=gmail,category=authentication,sending-domain=news.example.com',
      severity: 'critical',
      mutedBy: null,
      toldSeverity: 'critical',
      evidence: { provider: 'gmail', code: '5.7.26', rule: 'gmail/5.7.26-spf-hard-fail', source: 'mx1' },
    });
    const alerts = await incidentAlerts(db, incident!.id);
    expect(new Set(alerts.map(({ rule }) => rule))).toEqual(
      new Set([
        'Hard bounces above 2%',
        'Hard bounces above 5%',
        'Hard bounces above 2% at a provider',
        'Hard bounces above 2% of a sending domain',
        'Bounces above 5%',
        'Enforcement refusals above 1% at a provider',
        'Policy refusals are most of the permanent failures',
        'An enforcement code appears',
        'A code is answered far more often than usual at a provider',
      ]),
    );
    expect(await db.alertState.count({ where: { state: 'firing', incidentId: null } })).toBe(0);
    // What appeared at once opened it as a warning; five minutes later it was found to be critical.
    expect(await told()).toEqual(['incident firing', 'incident firing']);
  });

  test('two faults are two incidents', async () => {
    await rule('Hard bounces at a provider');
    await hour(0, 100, 500, SPF);
    await hour(0, 100, 500, { ...NEWS, ...DEAD, provider: 'yahoo' });
    await evaluateAt(0);
    expect(await causes()).toEqual([
      'warning provider=gmail,category=authentication,sending-domain=news.example.com: 1',
      'warning provider=yahoo,category=invalid-address,sending-domain=news.example.com: 1',
    ]);
  });

  test('it says who, what and why, in the words of the dictionary and of the server', async () => {
    await rule('Hard bounces at a provider');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    const [incident] = await openIncidents(db);
    expect(incident?.title).toBe('Gmail refuses news.example.com: SPF hard fail (5.7.26)');
    const scope = scopeOfIncident(incident!, noon(0));
    expect(await incidentContributors(db, scope)).toMatchObject([
      {
        provider: 'gmail',
        code: '5.7.26',
        rule: 'gmail/5.7.26-spf-hard-fail',
        sendingDomain: 'news.example.com',
        events: 100,
      },
    ]);
    expect(await incidentSenders(db, scope)).toEqual({
      domains: [{ value: 'news.example.com', events: 100 }],
      ips: [{ value: '192.0.2.7', events: 100 }],
    });
    expect(await incidentSample(db, scope)).toMatchObject({
      diagnostic: '550 5.1.1 User unknown',
      code: '5.7.26',
    });
  });

  test('an alert that nothing in particular is behind is an incident of its own', async () => {
    await rule('Hard bounces', { groupBy: 'overall' });
    for (const [provider, category] of [
      ['gmail', 'policy'],
      ['yahoo', 'blocklist'],
      ['gmx', 'content'],
    ] as const) {
      await hour(0, 40, 200, { ...NEWS, provider, category });
    }
    await evaluateAt(0);
    const [incident] = await openIncidents(db);
    expect(incident?.title).toBe('Hard bounces');
    expect(scopeOfIncident(incident!, noon(0)).cause).toEqual({});
  });

  test('a cause that turns out to be wider widens its incident', async () => {
    await rule('Hard bounces of a domain', { groupBy: 'sending-domain' });
    await rule('Hard bounces at a provider', { threshold: 0.2 });
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    await hour(10, 150, 50, { ...SPF, sendingDomain: 'shop.example.com' });
    await evaluateAt(10);
    expect(await causes()).toEqual(['warning provider=gmail,category=authentication: 3']);
  });
});

describe('the life of an incident', () => {
  test('what was deferred is refused: it is told of as that', async () => {
    await rule('Deferred', { rate: 'deferral', threshold: 0.1 });
    await rule('Refused', {}, 'critical');
    const deferred = { ...SPF, replyCode: 421, statusCode: '4.7.26', rule: 'gmail/4.7.26' };
    const stretch = { from: noon(-60), minutes: 60 };
    await send(db, { ...stretch, events: 200, outcome: 'deferred', labels: deferred });
    await send(db, { ...stretch, events: 400, outcome: 'delivered', labels: GMAIL });
    await evaluateAt(0);
    expect(await openIncidents(db)).toMatchObject([
      { severity: 'warning', title: 'Gmail defers news.example.com: Neither SPF nor DKIM passed (4.7.26)' },
    ]);
    await hour(5, 100, 400, SPF);
    await evaluateAt(5);
    expect(await openIncidents(db)).toMatchObject([
      {
        severity: 'critical',
        title: 'Gmail refuses news.example.com: SPF hard fail (5.7.26)',
        evidence: { code: '5.7.26' },
      },
    ]);
  });

  test('it grows worse, and is over when the last of its alerts is', async () => {
    await tellEverything();
    await rule('Hard bounces');
    await rule('Many hard bounces', { threshold: 0.3 }, 'critical');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    expect(await told()).toEqual(['incident firing']);
    await evaluateAt(1);
    expect(await told()).toHaveLength(1);
    await hour(30, 800, 100, SPF);
    await evaluateAt(30);
    expect(await causes()).toEqual([expect.stringMatching(/^critical .*: 2$/)]);
    expect(await told()).toEqual(['incident firing', 'incident firing']);
    await send(db, { from: noon(60), minutes: 30, events: 2000, outcome: 'delivered', labels: GMAIL });
    await evaluateAt(75);
    expect(await causes()).toEqual([expect.stringMatching(/^critical .*: 1$/)]);
    await send(db, { from: noon(100), minutes: 60, events: 20_000, outcome: 'delivered', labels: GMAIL });
    await evaluateAt(160);
    expect(await causes()).toEqual([]);
    expect(await told()).toEqual(['incident firing', 'incident firing', 'incident resolved']);
    const [incident] = await incidentHistory(db, readTimeRange({ range: '24h' }, noon(160)));
    expect(incident).toMatchObject({
      severity: 'critical',
      openedAt: noon(0),
      resolvedAt: noon(160),
      firing: 0,
      alerts: 2,
    });
    const timeline = await incidentTimeline(db, incident!.id);
    expect(
      timeline.filter(({ kind }) => kind === 'transition').map(({ name, toState }) => `${name} ${toState}`),
    ).toEqual([
      'Hard bounces firing',
      'Many hard bounces firing',
      'Many hard bounces resolved',
      'Hard bounces resolved',
    ]);
    expect(timeline.filter(({ kind }) => kind === 'notification')).toHaveLength(3);
    expect(await incidentAlerts(db, incident!.id)).toMatchObject([
      { rule: 'Hard bounces', state: 'resolved', firedAt: noon(0), endedAt: noon(160) },
      { rule: 'Many hard bounces', state: 'resolved', firedAt: noon(30), endedAt: noon(75) },
    ]);
  });

  test('the same trouble another time is another incident', async () => {
    const { id } = await rule('Hard bounces');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    const [first] = await openIncidents(db);
    await acknowledgeIncident(db, ADA, { incidentId: first!.id, note: 'SPF record' }, noon(1));
    await db.alertRule.update({ where: { id }, data: { enabled: false } });
    await evaluateAt(2);
    await db.alertRule.update({ where: { id }, data: { enabled: true } });
    await evaluateAt(3);
    await evaluateAt(4);
    const [second] = await openIncidents(db);
    expect(second).toMatchObject({ cause: first!.cause, acknowledgedAt: null, note: null });
    expect(await incidentById(db, first!.id)).toMatchObject({
      resolvedAt: noon(2),
      acknowledgedBy: 'Ada',
      note: 'SPF record',
    });
  });

  test('while nothing is heard it stays', async () => {
    await rule('Hard bounces');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    await evaluateAlerts(db, noon(90));
    expect(await db.alertState.findFirst()).toMatchObject({ state: 'no-data' });
    expect(await openIncidents(db)).toMatchObject([{ firing: 0, lastAt: noon(0) }]);
  });

  test('a rule that is deleted takes its alerts out of it', async () => {
    await tellEverything();
    const { id } = await rule('Hard bounces');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    await db.alertRule.delete({ where: { id } });
    await evaluateAt(1);
    expect(await openIncidents(db)).toEqual([]);
    expect(await db.incident.count({ where: { resolvedAt: noon(1) } })).toBe(1);
  });

  test('acknowledged once, by somebody; not when it is over', async () => {
    await rule('Hard bounces');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    const [{ id: incidentId } = { id: 0 }] = await openIncidents(db);
    const ada = { incidentId, note: 'looking' };
    expect(await acknowledgeIncident(db, ADA, ada, noon(1))).toBe(true);
    expect(await incidentById(db, incidentId)).toMatchObject({
      acknowledgedBy: 'Ada',
      acknowledgedAt: noon(1),
      note: 'looking',
    });
    expect(await takeBackAcknowledgement(db, ADA, incidentId)).toBe(true);
    expect(await takeBackAcknowledgement(db, ADA, incidentId)).toBe(false);
    await db.incident.update({ where: { id: incidentId }, data: { resolvedAt: noon(2) } });
    expect(await acknowledgeIncident(db, ADA, ada, noon(3))).toBe(false);
  });

  test('many evaluators at once make one of it, and tell it once', async () => {
    await tellEverything();
    for (const name of ['a', 'b', 'c']) await rule(name);
    for (let i = 0; i < 10; i++) await hour(0, 90, 510, { ...SPF, provider: `provider-${i}` });
    const others = [openDb(store.databaseUrl), openDb(store.databaseUrl)];
    await reachTo(db, 'mx1', noon(0));
    await Promise.all([db, ...others, db].map((one) => evaluateAlerts(one, noon(0))));
    expect(await openIncidents(db)).toHaveLength(10);
    expect(await db.alertState.count({ where: { incidentId: { not: null } } })).toBe(30);
    expect(await told()).toHaveLength(10);
    await Promise.all(others.map((other) => other.$disconnect()));
  });
});

describe('nobody is told', () => {
  const gmail = [{ name: 'provider', operator: 'is', value: 'gmail' }] as const;
  const silence = (from: number, until: number, matchers: SilenceDraft['matchers'] = [...gmail]) =>
    createSilence(
      db,
      ADA,
      SilenceDraft.parse({ matchers, startsAt: noon(from), endsAt: noon(until), note: 'DNS move' }),
    );

  beforeEach(tellEverything);

  test('while a silence lasts; it is recorded, and told when the silence ends', async () => {
    await rule('Hard bounces');
    const id = await silence(-10, 20);
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    expect(await told()).toEqual([]);
    expect(await openIncidents(db)).toMatchObject([
      { mutedBy: `silence ${id} (DNS move)`, toldSeverity: null },
    ]);
    expect(await db.alertTransition.findMany()).toMatchObject([
      { toState: 'firing', mutedBy: `silence ${id} (DNS move)` },
    ]);
    expect(await silenceList(db, noon(0))).toMatchObject([
      { id, state: 'in-force', incidents: 1, createdBy: 'Ada' },
    ]);
    await evaluateAt(19);
    expect(await told()).toEqual([]);
    await evaluateAt(20);
    expect(await told()).toEqual(['incident firing']);
    expect(await openIncidents(db)).toMatchObject([{ mutedBy: null, toldSeverity: 'warning' }]);
    expect(await silenceList(db, noon(20))).toMatchObject([{ state: 'ended', incidents: 0 }]);
  });

  test('of trouble that comes and goes within a silence', async () => {
    const { id } = await rule('Hard bounces');
    await silence(-10, 20);
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    await db.alertRule.update({ where: { id }, data: { enabled: false } });
    await evaluateAt(5);
    await evaluateAt(30);
    expect(await told()).toEqual([]);
  });

  test('of the overall rate either, where the silenced provider drives it', async () => {
    await rule('Hard bounces', { groupBy: 'overall' });
    await silence(-10, 20);
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    expect(await told()).toEqual([]);
  });

  test('of what was told before, only that it is over', async () => {
    const { id } = await rule('Hard bounces');
    await hour(0, 100, 500, SPF);
    await evaluateAt(0);
    await silence(0, 20);
    await evaluateAt(1);
    expect(await openIncidents(db)).toMatchObject([{ mutedBy: expect.stringMatching(/^silence/) }]);
    await db.alertRule.update({ where: { id }, data: { enabled: false } });
    await evaluateAt(5);
    expect(await told()).toEqual(['incident firing', 'incident resolved']);
  });

  test('others are told of all the same', async () => {
    await rule('Hard bounces');
    await silence(-10, 20);
    await hour(0, 100, 500, { ...NEWS, ...DEAD, provider: 'yahoo' });
    await evaluateAt(0);
    expect(await told()).toEqual(['incident firing']);
  });

  test('a silence can be ended early, and one that is to come dropped', async () => {
    const [now, later] = [await silence(-10, 20), await silence(30, 40)];
    expect(await endSilence(db, ADA, now, noon(0))).toBe(true);
    expect(await endSilence(db, ADA, now, noon(1))).toBe(false);
    expect(await endSilence(db, ADA, later, noon(0))).toBe(true);
    expect(await silenceList(db, noon(1))).toMatchObject([{ id: now, endsAt: noon(0), state: 'ended' }]);
  });

  test.each([
    ['no matcher', { matchers: [] }, 'say which alerts'],
    ['ends before it begins', { endsAt: noon(-20) }, 'ends before it begins'],
    ['lasts for ever', { endsAt: noon(days(91)) }, '90 days'],
  ])('a silence that is none: %s', (_, change, fault) => {
    const draft = { matchers: [...gmail], startsAt: noon(-10), endsAt: noon(20), note: '' };
    expect(() => SilenceDraft.parse({ ...draft, ...change })).toThrow(fault);
  });

  test('of rates that stand still because their source is silent', async () => {
    await rule(
      'Silent',
      { minimumMinutes: 15, usualGaps: 1, forMinutes: 0, keepFiringMinutes: 0 },
      'critical',
      'source-silent',
    );
    await send(db, {
      from: noon(-days(1)),
      minutes: 1440,
      events: 1440,
      outcome: 'delivered',
      labels: GMAIL,
    });
    await hour(0, 100, 500, SPF);
    await evaluateAlerts(db, noon(30));
    expect(await told()).toEqual(['incident firing']);
    await rule('Hard bounces');
    await evaluateAlerts(db, noon(31));
    expect(await openIncidents(db)).toMatchObject([
      { cause: 'source=mx1', mutedBy: null },
      { cause: expect.stringContaining('provider=gmail'), mutedBy: 'source mx1 is silent' },
    ]);
    expect(await told()).toHaveLength(1);
    // It speaks again, and what it has to say is still bad.
    await send(db, { from: noon(31), minutes: 2, events: 20, outcome: 'bounced', labels: SPF });
    await evaluateAlerts(db, noon(33));
    expect((await told()).toSorted()).toEqual(['incident firing', 'incident firing', 'incident resolved']);
  });
});

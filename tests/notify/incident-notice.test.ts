import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledgeIncident } from '@/lib/alerts/acknowledge';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { headline, plainText } from '@/lib/channels/words';
import { incidentNotice } from '@/lib/notify/incident-notice';
import { nobody } from '@/lib/store/audit';
import { reachTo, send } from '@/tests/alerts/traffic';
import { openTestStore, type TestStore } from '@/tests/store/test-store';

const NOON = Date.UTC(2026, 4, 4, 12);
const at = (minutes: number) => new Date(NOON + minutes * 60_000);
const context = { installation: 'here', url: 'https://bounces.example.com', timeZone: 'Europe/Berlin' };

let store: TestStore;
let incidentId: bigint;

/** An SPF break at Gmail, as the alerts find it. */
beforeAll(async () => {
  store = await openTestStore();
  const { db } = store;
  await db.alertRule.create({
    data: {
      ...{ name: 'Hard bounces above 5% at a provider', kind: 'rate-above', severity: 'critical' },
      settings: {
        ...{ rate: 'hard-bounce', groupBy: 'provider', threshold: 0.05, windowsMinutes: [60] },
        ...{ minimumRecipients: 5, forMinutes: 0, keepFiringMinutes: 0 },
      },
    },
  });
  const labels = { provider: 'gmail', sendingDomain: 'news.example.com', sendingIp: '192.0.2.7' };
  const refused = {
    ...{ replyCode: 550, statusCode: '5.7.26', category: 'authentication', enforcement: true },
    rule: 'gmail/5.7.26-spf-hard-fail',
  };
  const hour = { from: at(-30), minutes: 30 };
  await send(db, { ...hour, events: 700, outcome: 'delivered', labels });
  await send(db, { ...hour, events: 300, outcome: 'bounced', labels: { ...labels, ...refused } });
  await reachTo(db, 'mx1', at(0));
  await evaluateAlerts(db, at(0));
  incidentId = (await db.incident.findFirstOrThrow()).id;
});
afterAll(() => store.close());

const notice = (reason: string, minutes: number) =>
  incidentNotice(store.db, { about: 'transition-1', channelId: 2, incidentId, reason }, context, at(minutes));

test('it says what one needs to know at three in the morning', async () => {
  const firing = await notice('firing', 8);
  expect(firing).toMatchObject({
    ...{ id: 'bounceboard-here-transition-1-2', incidentKey: `bounceboard-here-incident-${incidentId}` },
    ...{ severity: 'critical', url: `https://bounces.example.com/alerts/incidents/${incidentId}` },
    facts: [
      {
        label: 'Hard bounces above 5% at a provider, at Gmail',
        value: '300 of 1,000 (30%), threshold 5%',
      },
      { label: 'Most of it', value: 'SPF hard fail (5.7.26): 300 of the 300 counted' },
      { label: 'Since', value: 'Mon 4 May, 14:00 CEST, 8 minutes' },
    ],
    diagnostic: '550 5.1.1 User unknown',
    advice: expect.stringMatching(/SPF/),
  });
  expect(headline(firing)).toBe('Critical: Gmail refuses news.example.com: SPF hard fail (5.7.26)');
  expect(plainText(firing)).toContain('The server said:\n550 5.1.1 User unknown');
});

test('who looks after it, and how long it lasted', async () => {
  await acknowledgeIncident(store.db, nobody('Ada'), { incidentId: Number(incidentId), note: 'DNS' }, at(10));
  const taken = await notice('acknowledged', 11);
  expect(taken.facts).toContainEqual({ label: 'Looked after by', value: 'Ada: DNS' });
  await store.db.incident.update({ where: { id: incidentId }, data: { resolvedAt: at(200) } });
  const over = await notice('resolved', 201);
  expect(over.facts.at(-1)).toEqual({
    label: 'Lasted',
    value: 'Mon 4 May, 14:00 CEST until Mon 4 May, 17:20 CEST, 3 hours',
  });
  expect(headline(over)).toMatch(/^Over: /);
  expect(over.advice).toBeNull();
});

test('no recipient is in it', async () => {
  const recipients = await store.db.event.findMany({ where: { recipient: { not: null } }, take: 5 });
  expect(JSON.stringify(await notice('firing', 8))).not.toMatch(/@/);
  expect(recipients.every(({ recipient }) => recipient?.includes('***'))).toBe(true);
});

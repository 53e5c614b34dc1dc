import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { latestReclassification } from '@/lib/queries/latest-reclassification';
import { ownRuleList } from '@/lib/queries/own-rule-list';
import { ownRuleMatches } from '@/lib/queries/own-rule-matches';
import { unclassifiedClusters } from '@/lib/queries/unclassified-clusters';
import { createOwnRule, setOwnRuleEnabled } from '@/lib/store/own-rules';
import { send } from '../alerts/traffic';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
const FROM = new Date('2026-03-01T10:00:00Z');

beforeAll(async () => {
  store = await openTestStore();
  const spread = { from: FROM, minutes: 60, outcome: 'bounced' as const };
  const unknown = {
    category: 'unclassified',
    action: 'investigate',
    rule: 'unclassified',
    provider: 'yahoo',
  };
  const labels = { ...unknown, replyCode: 550 };
  for (const [i, hour] of [3, 14, 22].entries())
    await send(store.db, {
      ...{ ...spread, events: 10 + i, labels },
      diagnostic: `550 Not at ${hour}:00: the moon is full`,
    });
  await send(store.db, {
    ...{ ...spread, events: 7, labels: { ...unknown, provider: null, replyCode: 554 } },
    diagnostic: '554 Computer says no',
  });
  await send(store.db, {
    ...{
      ...spread,
      events: 5,
      labels: { category: 'content', action: 'fix', rule: 'text/spam', replyCode: 550 },
    },
    diagnostic: '550 5.1.1 The moon is full of spam',
  });
  await send(store.db, { ...spread, events: 900, outcome: 'delivered' });
});
afterAll(() => store.close());

const filledIn = (form: object) =>
  OwnRuleForm.parse({
    ...{ name: 'Moon', pattern: 'moon is full', codes: '', provider: '', note: '', bounceType: '' },
    ...{ category: 'invalid-address', action: 'suppress', ...form },
  });

test('unknown responses that say the same are one, the most frequent first', async () => {
  const { clusters, looked, total } = await unclassifiedClusters(store.db);
  expect({ looked, total }).toEqual({ looked: 40, total: 40 });
  expect(clusters).toMatchObject([
    {
      text: 'Not at <n>: the moon is full',
      count: 33,
      providers: ['yahoo'],
      replyCodes: [550],
      statusCodes: [],
    },
    { text: 'Computer says no', count: 7, providers: [null], replyCodes: [554] },
  ]);
  expect(clusters[0]!.examples).toHaveLength(3);
  expect(clusters[0]!.firstAt).toEqual(FROM);
});

test('a rule says what it would have matched, whose verdict that was, and what it would tell to do', async () => {
  expect(await ownRuleMatches(store.db, filledIn({}))).toMatchObject({
    ...{ matched: 38, looked: 45, isAll: true },
    now: [
      { rule: 'unclassified', category: 'unclassified', events: 33 },
      { rule: 'text/spam', category: 'content', events: 5 },
    ],
    actions: [{ action: 'suppress', events: 38 }],
  });
  expect(await ownRuleMatches(store.db, filledIn({ codes: '554' }))).toMatchObject({ matched: 0, looked: 7 });
  expect(await ownRuleMatches(store.db, filledIn({ provider: 'gmail' }))).toMatchObject({
    matched: 0,
    looked: 0,
  });
});

test('rules are listed with what they decided, and the latest change with its progress', async () => {
  expect(await latestReclassification(store.db)).toBeNull();
  await createOwnRule(store.db, OPERATOR, filledIn({ codes: '550 5.1.1' }));
  const [rule] = await ownRuleList(store.db);
  expect(rule).toMatchObject({ name: 'Moon', codes: ['550', '5.1.1'], enabled: true, events: 0 });
  await send(store.db, {
    from: FROM,
    minutes: 60,
    events: 9,
    outcome: 'bounced',
    labels: { rule: `own/${rule!.id}` },
  });
  await setOwnRuleEnabled(store.db, OPERATOR, rule!.id, false);
  expect(await ownRuleList(store.db)).toMatchObject([{ enabled: false, events: 9 }]);
  expect(await latestReclassification(store.db)).toMatchObject({
    state: 'running',
    scanned: 0,
    finishedAt: null,
  });
});

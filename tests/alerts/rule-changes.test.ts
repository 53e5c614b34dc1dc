import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  changeRule,
  createRule,
  NameTakenError,
  removeRule,
  setRuleEnabled,
} from '@/lib/alerts/rule-changes';
import { alertRules } from '@/lib/queries/alert-rules';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const ADA = { id: null, name: 'Ada', address: '192.0.2.1' };
const draft = {
  name: 'Yahoo defers',
  severity: 'warning',
  kind: 'rate-above',
  settings: {
    ...{ rate: 'deferral', groupBy: 'provider', threshold: 0.3, windowsMinutes: [60] },
    ...{ minimumRecipients: 5, forMinutes: 5, keepFiringMinutes: 15 },
  },
} as const;

test('a rule is made, changed, paused and removed, with where its alerts stood', async () => {
  const { db } = store;
  const id = await createRule(db, ADA, draft);
  const state = { ruleId: id, series: 'provider=yahoo', state: 'firing', since: new Date() };
  await db.alertState.create({
    data: { ...state, numerator: 40n, denominator: 100n, evaluatedAt: new Date() },
  });
  await changeRule(db, ADA, id, { ...draft, name: 'Deferred by Yahoo', severity: 'critical' });
  await setRuleEnabled(db, ADA, id, false);
  expect(await alertRules(db)).toMatchObject([
    { id, name: 'Deferred by Yahoo', severity: 'critical', enabled: false, firing: 1, kind: 'rate-above' },
  ]);
  await removeRule(db, ADA, id);
  expect(await alertRules(db)).toEqual([]);
  expect(await db.alertState.count()).toBe(0);
  const entries = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(entries.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['Ada', 'alert-rule.created', 'Yahoo defers'],
    ['Ada', 'alert-rule.changed', 'Deferred by Yahoo'],
    ['Ada', 'alert-rule.paused', 'Deferred by Yahoo'],
    ['Ada', 'alert-rule.deleted', 'Deferred by Yahoo'],
  ]);
});

test('a name that is taken, a kind that is another, and settings that are wrong change nothing', async () => {
  const { db } = store;
  const id = await createRule(db, ADA, draft);
  await expect(createRule(db, ADA, draft)).rejects.toThrow(NameTakenError);
  const other = await createRule(db, ADA, { ...draft, name: 'Another' });
  await expect(changeRule(db, ADA, other, draft)).rejects.toThrow(NameTakenError);
  const silent = { minimumMinutes: 60, usualGaps: 2, forMinutes: 0, keepFiringMinutes: 0 };
  await expect(
    changeRule(db, ADA, id, { ...draft, kind: 'source-silent', settings: silent }),
  ).rejects.toThrow();
  const above = { ...draft, settings: { ...draft.settings, threshold: 2 } };
  await expect(changeRule(db, ADA, id, above)).rejects.toThrow(z.ZodError);
  expect((await alertRules(db)).map(({ name, kind }) => [name, kind])).toEqual([
    ['Another', 'rate-above'],
    ['Yahoo defers', 'rate-above'],
  ]);
});

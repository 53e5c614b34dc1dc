import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_RULES } from '@/lib/alerts/default-rules';
import { ruleKindOf } from '@/lib/alerts/rules';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { openTestStore } from '@/tests/store/test-store';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

test.each(DEFAULT_RULES.map((rule) => [rule.name, rule] as const))(
  '%s: its settings are right',
  (_, rule) => {
    expect(() => ruleKindOf(rule.kind).open(rule.settings)).not.toThrow();
  },
);

test('they are created once, however many start at the same time, and stay deleted', async () => {
  const created = await Promise.all([1, 2, 3].map(() => ensureDefaultRules(store.db)));
  expect(created.flat()).toHaveLength(DEFAULT_RULES.length);
  const [first] = DEFAULT_RULES;
  await store.db.alertRule.deleteMany({ where: { name: first!.name } });
  expect(await ensureDefaultRules(store.db)).toEqual([]);
  expect(await store.db.alertRule.count()).toBe(DEFAULT_RULES.length - 1);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_RULES } from '@/lib/alerts/default-rules';
import { prometheusRules } from '@/lib/alerts/prometheus-rules';
import { openTestStore, type TestStore } from '../store/test-store';
import { bounceboard } from './bounceboard';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

test('a store that nobody has started yet is exported with the rules that it starts with', async () => {
  expect(await store.db.alertRule.count()).toBe(0);
  const exported = bounceboard(['export', 'prometheus-rules'], { DATABASE_URL: store.databaseUrl });
  expect(await exported.ended).toMatchObject({
    ...{ code: 0, err: '' },
    out: prometheusRules(DEFAULT_RULES),
  });
});

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSampleLog } from '@/bin/demo/sample-log';
import { fillFromSample } from '@/bin/demo/sample-store';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { readEnv } from '@/lib/env';
import { incidentAlerts } from '@/lib/queries/incident-alerts';
import { openIncidents } from '@/lib/queries/incidents';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
let folder: string;
beforeEach(async () => {
  store = await openTestStore();
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bounceboard-demo-'));
});
afterEach(async () => {
  await store.close();
  await fs.rm(folder, { recursive: true });
});

test('the demo opens with one incident, that Gmail refuses the newsletter, and all its alerts in it', async () => {
  const { db, databaseUrl } = store;
  await ensureDefaultRules(db);
  const now = new Date('2026-03-12T12:00:00Z');
  const log = path.join(folder, 'sample.log');
  await writeSampleLog(log, now, { messagesPerHour: 400, timeZone: 'UTC' });
  await fillFromSample(
    log,
    { ...readEnv({ NODE_ENV: 'test' }), timeZone: 'UTC', instance: 'test', keepsSuppressedAddresses: false },
    databaseUrl,
    () => now.getTime(),
  );

  const incidents = await openIncidents(db);
  expect(incidents.map(({ title }) => title)).toEqual([
    'Gmail refuses news.example.com: Neither SPF nor DKIM passed (5.7.26)',
  ]);
  const alerts = await incidentAlerts(db, incidents[0]!.id);
  expect(new Set(alerts.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(5);
}, 120_000);

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues, type Queues } from '@/lib/queues';
import { createOwnRule, reclassifyAll } from '@/lib/store/own-rules';
import { EventRecorder } from '@/lib/store/record-events';
import { followReclassifications, workOnReclassifications } from '@/workers/reclassify';
import { send } from '../alerts/traffic';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
let recorder: EventRecorder;
let queues: Queues;
let following: { close(): Promise<void> };

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  queues = openQueues({ redisUrls: [], databaseUrl: store.databaseUrl });
  await queues.prepare();
  const env = { ...readEnv(), databaseUrl: store.databaseUrl };
  const deployment = { env, log: openLog('silent', 'worker'), db: store.db, recorder, queues };
  workOnReclassifications(deployment).on('error', () => {}); // The last poll meets a queue that is being closed.
  following = followReclassifications(deployment);
});

afterAll(async () => {
  await following.close();
  await queues.close();
  await recorder.close();
  await store.close();
});

async function finished(id: number) {
  for (;;) {
    const found = await store.db.reclassification.findUniqueOrThrow({ where: { id } });
    if (found.state !== 'running') return found;
    await sleep(50);
  }
}

test('the worker finds what was asked for, and judges history anew', async () => {
  const unknown = { category: 'unclassified', rule: 'unclassified' };
  await send(store.db, {
    ...{
      from: new Date('2026-03-01T10:00:00Z'),
      minutes: 30,
      events: 12,
      outcome: 'bounced',
      labels: unknown,
    },
    diagnostic: 'Not tonight: the moon is full',
  });
  const id = await createOwnRule(store.db, OPERATOR, {
    ...{ name: 'Moon', pattern: 'moon is full', replyCodes: [], statusCodes: [], provider: null },
    ...{ category: 'policy', action: 'fix', bounceType: null, note: '' },
  });
  expect(await finished(id)).toMatchObject({ state: 'done', scanned: 12n, changed: 12n });
  expect(await finished(await reclassifyAll(store.db, OPERATOR))).toMatchObject({
    state: 'done',
    scanned: 12n,
    changed: 0n,
  });
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import { openLog } from '@/lib/log';
import { openQueues, type Queues } from '@/lib/queues';
import { EventRecorder } from '@/lib/store/record-events';
import { followNotifications, workOnNotifications } from '@/workers/notify';
import { type FakeService, fakeService } from '../channels/fake-service';
import { Room } from '../notify/room';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
let recorder: EventRecorder;
let service: FakeService;
let room: Room;
const opened: { close(): Promise<void> }[] = [];
const queues: Queues[] = [];

/** A worker as `workers/main.ts` puts it together, as far as notifications go. */
async function startWorker(): Promise<void> {
  const mine = openQueues({ redisUrls: [], databaseUrl: store.databaseUrl });
  queues.push(mine);
  await mine.prepare();
  const env = {
    ...readEnv(),
    ...{ databaseUrl: store.databaseUrl, allowHosts: ['127.0.0.1'] },
    secretKeys: [randomBytes(32).toString('base64')],
  };
  const deployment = { env, log: openLog('silent', 'worker'), db: store.db, recorder, queues: mine };
  (await workOnNotifications(deployment)).on('error', () => {}); // The last poll meets a queue that is being closed.
  opened.push(followNotifications(deployment));
}

beforeAll(async () => {
  store = await openTestStore();
  recorder = await EventRecorder.open(store.databaseUrl, 'key');
  service = await fakeService({ status: 202 });
  room = new Room(store.db);
  await startWorker();
  await startWorker();
});

afterAll(async () => {
  await service.close(); // Whoever waits for an answer there gets none.
  await Promise.all(opened.map((one) => one.close()));
  await Promise.all(queues.map((one) => one.close()));
  await recorder.close();
  await store.close();
});

test('two workers tell each channel once, and one that hangs keeps nobody', async () => {
  service.answer = ({ path }) => (path === '/hangs' ? { silent: true } : { status: 202 });
  await room.channel('hangs', service.url);
  for (const name of ['a', 'b', 'c']) await room.channel(name, service.url);
  room.at = Date.now();
  await room.change(await room.incident(), 'firing');
  const sent = () => store.db.notification.count({ where: { state: 'sent' } });
  await vi.waitFor(async () => expect(await sent()).toBe(3), { timeout: 30_000, interval: 50 });
  const paths = service.received.map(({ path }) => path);
  expect(paths.filter((path) => path !== '/hangs').sort()).toEqual(['/a', '/b', '/c']);
  expect(await store.db.notification.count({ where: { state: 'waiting', channel: { name: 'hangs' } } })).toBe(
    1,
  );
});

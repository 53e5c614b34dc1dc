import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueReplay, queueTest } from '@/lib/notify/by-hand';
import {
  ChannelRefused,
  changeChannel,
  createChannel,
  removeChannel,
  removeRoute,
  saveRoute,
  setChannelEnabled,
} from '@/lib/notify/channel-changes';
import { openSettings } from '@/lib/notify/channel-settings';
import { nobody } from '@/lib/store/audit';
import { type FakeService, fakeService } from '@/tests/channels/fake-service';
import { openTestStore, type TestStore } from '@/tests/store/test-store';
import { Room } from './room';

const ADA = nobody('Ada');
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let store: TestStore;
let room: Room;
let service: FakeService;
let entries = 0;

beforeAll(async () => {
  store = await openTestStore();
  room = new Room(store.db);
  service = await fakeService();
});
afterAll(async () => {
  await service.close();
  await store.close();
});
beforeEach(async () => {
  await room.empty();
  service.received = [];
  service.answer = { status: 204 };
  entries = await store.db.auditEntry.count();
});

const hook = (change: object = {}) => ({
  ...{ name: 'hook', kind: 'webhook', settings: { url: `${service.url}/a`, secret: SECRET } },
  ...change,
});
const create = (change: object = {}) => createChannel(store.db, ADA, room.box, hook(change));
const channel = (id: number) =>
  store.db.channel.findUniqueOrThrow({ where: { id }, include: { routes: true } });
const faults = (made: Promise<unknown>) =>
  made.then(
    () => [],
    (error: ChannelRefused) => error.issues.map(({ field }) => field),
  );
const actions = async () =>
  (await store.db.auditEntry.findMany({ orderBy: { id: 'asc' }, skip: entries })).map(({ action }) => action);

test('a channel keeps its secrets sealed, and those that are not given again', async () => {
  const id = await create();
  expect(JSON.stringify((await channel(id)).settings)).not.toContain(SECRET);
  await changeChannel(store.db, ADA, room.box, id, { name: 'mine', settings: { url: `${service.url}/b` } });
  const changed = await channel(id);
  expect(changed.name).toBe('mine');
  expect(openSettings(changed, room.box)).toEqual({ url: `${service.url}/b`, secret: SECRET });
  expect(await actions()).toEqual(['channel.created', 'channel.changed']);
});

test('a secret goes to no other server than the one that it was given for', async () => {
  const id = await create({ kind: 'ntfy', settings: { server: service.url, topic: 'mail', token: 'tk_1' } });
  const change = (settings: Record<string, unknown>) =>
    changeChannel(store.db, ADA, room.box, id, { name: 'hook', settings: { topic: 'mail', ...settings } });
  expect(await faults(change({ server: 'https://elsewhere.example' }))).toEqual(['token']);
  expect(await faults(change({}))).toEqual(['token']); // Left empty, the server is another, too.
  await change({ server: service.url, topic: 'post' });
  expect(openSettings(await channel(id), room.box)).toMatchObject({ topic: 'post', token: 'tk_1' });
  await change({ server: 'https://elsewhere.example', token: 'tk_2' });
  expect(openSettings(await channel(id), room.box)).toMatchObject({ token: 'tk_2' });
});

test('one whose key is gone takes its secrets anew', async () => {
  const id = await create();
  const { box } = new Room(store.db);
  const change = (settings: Record<string, unknown>) =>
    changeChannel(store.db, ADA, box, id, {
      name: 'hook',
      settings: { url: `${service.url}/b`, ...settings },
    });
  expect(await faults(change({}))).toEqual(['secret']);
  await change({ secret: SECRET });
  expect(openSettings(await channel(id), box)).toMatchObject({ secret: SECRET });
});

test('what is none is refused, field by field', async () => {
  expect(await faults(create({ name: ' ', settings: { url: 'ftp://x', secret: 'short' } }))).toEqual([
    ...['name', 'url', 'secret'],
  ]);
  await create();
  expect(await faults(create())).toEqual(['name']);
  const other = await create({ name: 'other' });
  const change = changeChannel(store.db, ADA, room.box, other, { name: 'hook', settings: hook().settings });
  await expect(change).rejects.toThrow(ChannelRefused);
});

test('it is told of everything until somebody says otherwise', async () => {
  const id = await create();
  const [first] = (await channel(id)).routes;
  expect(first).toMatchObject({ severities: ['info', 'warning', 'critical'], repeatMinutes: 240 });
  const route = { severities: ['critical' as const], matchers: [], repeatMinutes: null, quietHours: null };
  await saveRoute(store.db, ADA, id, first!.id, route);
  await saveRoute(store.db, ADA, id, null, { ...route, repeatMinutes: 30 });
  expect((await channel(id)).routes).toMatchObject([{ repeatMinutes: null }, { repeatMinutes: 30 }]);
  await expect(saveRoute(store.db, ADA, id, null, { ...route, severities: [] })).rejects.toThrow();
  await removeRoute(store.db, ADA, id, first!.id);
  expect((await channel(id)).routes).toHaveLength(1);
  await removeChannel(store.db, ADA, id);
  expect(await store.db.notificationRoute.count()).toBe(0);
});

test('a test takes the way of everything, and mends what was out of order', async () => {
  const id = await create();
  service.answer = { status: 404, body: 'nobody here' };
  await queueTest(store.db, ADA, id, room.now);
  await room.deliver();
  expect(await channel(id)).toMatchObject({ enabled: false, fault: 'answered 404: nobody here' });
  service.answer = { status: 204 };
  await queueTest(store.db, ADA, id, room.now);
  await room.deliver();
  expect(await channel(id)).toMatchObject({ enabled: true, fault: null });
  expect(service.received.at(-1)!.json).toMatchObject({ type: 'test' });
  expect(await room.log()).toEqual(['hook test failed: answered 404: nobody here', 'hook test sent']);
});

test('a test that fails for now says so at once; one of a paused channel does not wake it', async () => {
  const id = await create();
  await setChannelEnabled(store.db, ADA, id, false);
  service.answer = { status: 503 };
  await queueTest(store.db, ADA, id, room.now);
  await room.deliver();
  service.answer = { status: 204 };
  await queueTest(store.db, ADA, id, room.now);
  await room.deliver();
  expect(await room.log()).toEqual(['hook test failed: answered 503', 'hook test sent']);
  expect(await channel(id)).toMatchObject({ enabled: false, fault: null });
});

test('a replay says the same, word for word, also of what is over', async () => {
  await create();
  const incident = await room.incident();
  await room.change(incident, 'firing');
  await room.deliver();
  room.pass(60);
  await room.change(incident, 'resolved');
  await room.deliver();
  const [{ id: first } = { id: 0n }] = await store.db.notification.findMany({ orderBy: { id: 'asc' } });
  expect(await queueReplay(store.db, ADA, first, room.now)).toBe(true);
  await room.deliver();
  const [said, , again] = service.received;
  expect(again!.text).toBe(said!.text);
  expect(again!.headers['webhook-id']).toBe(said!.headers['webhook-id']);
  expect(await room.log()).toEqual(['hook firing sent', 'hook resolved sent', 'hook replay sent']);
  await queueTest(store.db, ADA, (await store.db.channel.findFirstOrThrow()).id, room.now);
  const { id: waiting } = await store.db.notification.findFirstOrThrow({ where: { reason: 'test' } });
  expect(await queueReplay(store.db, ADA, waiting, room.now)).toBe(false);
});

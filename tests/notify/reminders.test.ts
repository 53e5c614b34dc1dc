import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { queueReminders } from '@/lib/notify/reminders';
import { type FakeService, fakeService } from '@/tests/channels/fake-service';
import { openTestStore, type TestStore } from '@/tests/store/test-store';
import { Room } from './room';

let store: TestStore;
let room: Room;
let service: FakeService;

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
  service.answer = { status: 202, body: '{"status":"success"}' };
});

/** An incident that was told, with an alert that fires. */
async function toldIncident(): Promise<bigint> {
  const id = await room.incident();
  const rule = { name: 'Hard bounces', kind: 'rate-above', severity: 'critical', settings: {} };
  await store.db.alertState.create({
    data: {
      ...{ series: 'provider=gmail', state: 'firing', numerator: 30n, denominator: 100n, incidentId: id },
      ...{ since: room.now, lastTrueAt: room.now, evaluatedAt: room.now, rule: { create: rule } },
    },
  });
  await room.change(id, 'firing');
  await room.deliver();
  return id;
}

/** What happens in so many minutes, of which each is looked at by two workers. */
async function live(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    room.pass(1);
    await Promise.all([queueReminders(store.db, room.now), queueReminders(store.db, room.now)]);
    await room.deliver();
  }
}

test('what goes on is told again, as often as the route says', async () => {
  await room.channel('often', service.url, 'teams', { repeatMinutes: 10 });
  await room.channel('once', service.url);
  await toldIncident();
  await live(25);
  expect(await room.log()).toEqual([
    ...['often firing sent', 'once firing sent', 'often reminder sent', 'often reminder sent'],
  ]);
  const last = service.received.at(-1)!.json.attachments[0].content.body;
  expect(last[0].inlines[0].text).toBe('Still critical: Gmail refuses news.example.com');
});

test('no longer, when somebody looks after it, when it is silenced, or when it is over', async () => {
  await room.channel('often', service.url, 'teams', { repeatMinutes: 10 });
  const id = await toldIncident();
  const set = (data: object) => store.db.incident.update({ where: { id }, data });
  await set({ acknowledgedAt: room.now, acknowledgedBy: 'Ada' });
  await live(21);
  await set({ acknowledgedAt: null, acknowledgedBy: null, mutedBy: 'silence 1' });
  await live(1);
  expect(await room.log()).toEqual(['often firing sent']);
  await set({ mutedBy: null });
  await live(1);
  await set({ resolvedAt: room.now });
  await live(30);
  expect(await room.log()).toEqual(['often firing sent', 'often reminder sent']);
});

test('what was queued before somebody took it is not told', async () => {
  await room.channel('often', service.url, 'teams', { repeatMinutes: 10 });
  const id = await toldIncident();
  room.pass(10);
  await queueReminders(store.db, room.now);
  await store.db.incident.update({ where: { id }, data: { acknowledgedAt: room.now } });
  await room.deliver();
  expect(await room.log()).toEqual([
    'often firing sent',
    'often reminder dropped: somebody looks after it, or it was silenced',
  ]);
});

test('a pager is told that somebody does, others are not; and again when it is another one', async () => {
  await room.channel('pager', service.url, 'pagerduty');
  await room.channel('chat', service.url);
  const id = await toldIncident();
  const take = (acknowledgedBy: string) =>
    store.db.incident.update({ where: { id }, data: { acknowledgedAt: room.now, acknowledgedBy } });
  await take('Ada');
  await live(3);
  await take('Grace');
  await live(3);
  expect(await room.log()).toEqual([
    ...['pager firing sent', 'chat firing sent', 'pager acknowledged sent', 'pager acknowledged sent'],
  ]);
  const actions = service.received.flatMap(({ json }) => json.event_action ?? []);
  expect(actions).toEqual(['trigger', 'acknowledge', 'acknowledge']);
});

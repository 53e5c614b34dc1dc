import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deliverNext } from '@/lib/notify/deliver';
import { LEASE_MS, takeDue } from '@/lib/notify/outbox';
import { waitBeforeRetry } from '@/lib/notify/retry';
import type { GuardedClient } from '@/lib/outgoing/guarded-client';
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
  service.answer = { status: 202 };
});

/** What arrived, by path. */
const arrived = () => service.received.map(({ path }) => path);
const texts = () =>
  service.received.map(({ json }) => json.attachments[0].content.body[0].inlines[0].text as string);

describe('an incident', () => {
  test('is told once of each thing that happens to it', async () => {
    await room.channel('a', service.url);
    await room.channel('b', service.url);
    const id = await room.incident();
    await room.change(id, 'firing');
    await room.change(id, 'firing'); // The same change, by another evaluator.
    await room.deliver();
    await room.deliver();
    expect(arrived().sort()).toEqual(['/a', '/b']);
    room.pass(30);
    await room.change(id, 'resolved');
    await room.deliver();
    expect(texts().at(-1)).toBe('Over: Gmail refuses news.example.com');
    expect(await room.log()).toEqual([
      'a firing sent',
      'b firing sent',
      'a resolved sent',
      'b resolved sent',
    ]);
  });

  test('is told with the change, or neither happens', async () => {
    await room.channel('a', service.url);
    const id = await room.incident();
    const change = { about: 'transition-1', incidentId: id, reason: 'firing', severity: 'critical' } as const;
    const { queueNotifications } = await import('@/lib/alerts/notifications');
    const alerts = [{ rule: 'r', severity: 'critical', series: '' }];
    await expect(
      store.db.$transaction(async (tx) => {
        await queueNotifications(tx, [{ ...change, alerts }], room.now);
        throw new Error('the evaluator dies');
      }),
    ).rejects.toThrow('dies');
    expect(await room.log()).toEqual([]);
  });

  test('that is over before anybody was told of it is not told', async () => {
    await room.channel('a', service.url);
    const id = await room.incident();
    await room.change(id, 'firing');
    room.pass(3);
    await room.change(id, 'resolved');
    await room.deliver();
    expect(arrived()).toEqual([]);
    const said = 'it was over before anybody could be told';
    expect(await room.log()).toEqual([`a firing dropped: ${said}`, `a resolved dropped: ${said}`]);
  });

  test('that may have been told is told to be over', async () => {
    await room.channel('a', service.url);
    const id = await room.incident();
    await room.change(id, 'firing');
    service.answer = { hangUp: true };
    await room.deliver();
    service.answer = { status: 202 };
    room.pass(3);
    await room.change(id, 'resolved');
    await room.deliver();
    expect(texts()).toEqual([
      'Critical: Gmail refuses news.example.com',
      'Over: Gmail refuses news.example.com',
    ]);
    expect(await room.log()).toEqual(['a firing dropped: the incident is over', 'a resolved sent']);
  });

  test('that becomes worse during quiet hours is told once, at once', async () => {
    const quietHours = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin', except: ['critical'] };
    await room.channel('a', service.url, 'teams', { quietHours });
    const id = await room.incident('warning');
    await room.change(id, 'firing', 'warning');
    await room.deliver();
    expect(arrived()).toEqual([]);
    room.pass(10);
    await store.db.incident.update({ where: { id }, data: { severity: 'critical' } });
    await room.change(id, 'firing', 'critical');
    await room.deliver();
    expect(await room.log()).toEqual(['a firing dropped: a later message says more', 'a firing sent']);
    room.pass(300);
    await room.deliver();
    expect(arrived()).toHaveLength(1);
  });

  test('of the quiet hours is told at their end, if it is still so', async () => {
    const quietHours = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin', except: ['critical'] };
    await room.channel('a', service.url, 'teams', { quietHours });
    const [over, stays] = [
      await room.incident('warning', 'Over soon'),
      await room.incident('warning', 'Stays'),
    ];
    await room.change(over, 'firing', 'warning');
    await room.change(stays, 'firing', 'warning');
    room.pass(20);
    await room.change(over, 'resolved', 'warning');
    await room.deliver();
    expect(arrived()).toEqual([]);
    room.at = Date.parse('2026-05-04T05:00:00Z'); // Seven in Berlin.
    await room.deliver();
    expect(texts()).toEqual(['Warning: Stays']);
  });
});

describe('a channel', () => {
  test('that fails for a while is tried again, later each time, and says the same', async () => {
    const channelId = await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    service.answer = { status: 503, body: 'maintenance' };
    const tries: number[] = [];
    for (let minute = 0; minute < 10; minute++) {
      if ((await room.deliver()).length > 0) tries.push(minute);
      room.pass(1);
    }
    // After 7.5, 15, 30, 60, 120 and 240 seconds.
    expect(tries).toEqual([0, 1, 2, 3, 4, 6]);
    expect(await room.log()).toEqual(['a firing waiting: answered 503: maintenance']);
    service.answer = { status: 202 };
    room.pass(60);
    await room.deliver();
    expect(new Set(service.received.map(({ text }) => text)).size).toBe(1);
    expect(await store.db.channel.findUnique({ where: { id: channelId } })).toMatchObject({ enabled: true });
    expect(await room.log()).toEqual(['a firing sent']);
  });

  test('is given up after a dozen tries, and says so', async () => {
    await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    service.answer = { status: 500 };
    for (let hour = 0; hour < 15; hour++) {
      await room.deliver();
      room.pass(61);
    }
    expect(arrived()).toHaveLength(12);
    expect(await room.log()).toEqual(['a firing failed: answered 500']);
  });

  test('asks for time and gets it', async () => {
    await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    service.answer = { status: 429, headers: { 'retry-after': '600' } };
    await room.deliver();
    room.pass(9);
    expect(await room.deliver()).toEqual([]);
    room.pass(2);
    expect(await room.deliver()).toHaveLength(1);
  });

  test('that is gone is switched off, visibly, and told what still holds when it is back', async () => {
    const id = await room.channel('a', service.url);
    const [over, stays] = [await room.incident('critical', 'Over'), await room.incident('critical', 'Stays')];
    await room.change(over, 'firing');
    room.pass(1);
    await room.change(stays, 'firing');
    service.answer = { status: 404, body: 'no such webhook' };
    await room.deliver();
    const channel = () => store.db.channel.findUniqueOrThrow({ where: { id } });
    expect(await channel()).toMatchObject({ enabled: false, fault: 'answered 404: no such webhook' });
    expect(arrived()).toHaveLength(1);
    room.pass(60);
    await room.change(over, 'resolved');
    service.answer = { status: 202 };
    expect(await room.deliver()).toEqual([]);
    await store.db.channel.update({ where: { id }, data: { enabled: true, fault: null } });
    await room.deliver();
    expect(texts().slice(1)).toEqual(['Critical: Stays', 'Over: Over']);
  });

  test('that was switched off for a day is not told what was then', async () => {
    const id = await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    await store.db.channel.update({ where: { id }, data: { enabled: false, fault: 'gone' } });
    room.pass(24 * 60 + 1);
    await room.deliver();
    expect(await room.log()).toEqual(['a firing failed: the channel did not work for a day']);
  });

  test('that refuses one message gets the next', async () => {
    await room.channel('a', service.url);
    await room.change(await room.incident('critical', 'One'), 'firing');
    room.pass(1);
    await room.change(await room.incident('critical', 'Two'), 'firing');
    service.answer = ({ text }) => ({ status: text.includes('One') ? 413 : 202 });
    await room.deliver();
    expect(await room.log()).toEqual(['a firing failed: answered 413', 'a firing sent']);
  });

  test('whose secret cannot be opened says why', async () => {
    const id = await room.channel('a', service.url);
    const { box } = new Room(store.db);
    await store.db.channel.update({
      where: { id },
      data: { settings: { url: { ...box.seal(service.url) } } },
    });
    await room.change(await room.incident(), 'firing');
    await room.deliver();
    expect(await store.db.channel.findUnique({ where: { id } })).toMatchObject({
      enabled: false,
      fault: expect.stringContaining('sealed with another key'),
    });
  });

  test('that was changed while its message failed is not switched off', async () => {
    const id = await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    service.answer = async () => {
      await store.db.channel.update({ where: { id }, data: { settings: { url: `${service.url}/new` } } });
      return { status: 404 };
    };
    await deliverNext(room.delivering(), id);
    expect(await store.db.channel.findUnique({ where: { id } })).toMatchObject({
      enabled: true,
      fault: null,
    });
    service.answer = { status: 202 };
    await room.deliver();
    expect(arrived()).toEqual(['/a', '/new']);
  });
});

describe('a worker', () => {
  test('that dies before it has sent anything leaves it to the others', async () => {
    const id = await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    expect(await takeDue(store.db, id, room.now)).toMatchObject({ attempts: 1 });
    expect(await room.deliver()).toEqual([]);
    room.at += LEASE_MS;
    await room.deliver();
    expect(await room.log()).toEqual(['a firing sent']);
    expect(arrived()).toEqual(['/a']);
  });

  test('that dies after it has sent has it sent again, under the same id', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const id = await room.channel('a', service.url);
    await store.db.channel.update({
      where: { id },
      data: { kind: 'webhook', settings: { url: `${service.url}/a`, secret } },
    });
    await room.change(await room.incident(), 'firing');
    const { http } = room.delivering();
    const dying: GuardedClient = {
      async post(...sent) {
        await http.post(...sent);
        return new Promise(() => {}); // Nobody is there any more to read the answer.
      },
    };
    void deliverNext(room.delivering({ http: dying }), id);
    await vi.waitFor(() => expect(arrived()).toHaveLength(1), { timeout: 20_000 });
    expect(await room.deliver()).toEqual([]);
    room.at += LEASE_MS;
    await room.deliver();
    const [first, second] = service.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.text).toBe(first!.text);
    expect(await room.log()).toEqual(['a firing sent']);
  });

  test('that comes back after its lease changes nothing that another has done', async () => {
    const id = await room.channel('a', service.url);
    await room.change(await room.incident(), 'firing');
    let release = () => {};
    service.answer = () =>
      new Promise((resolve) => {
        release = () => resolve({ status: 503 });
      });
    const slow = deliverNext(room.delivering(), id);
    await vi.waitFor(() => expect(arrived()).toHaveLength(1), { timeout: 20_000 });
    service.answer = { status: 202 };
    room.at += LEASE_MS;
    await room.deliver();
    release();
    expect(await slow).toMatchObject({ outcome: 'later' });
    expect(await room.log()).toEqual(['a firing sent']);
  });

  test('is one of many: each message is sent once, and one after the other of an incident', async () => {
    const id = await room.channel('a', service.url);
    const incidents = await Promise.all(
      Array.from({ length: 8 }, (_, i) => room.incident('critical', `No. ${i}`)),
    );
    for (const incident of incidents) {
      room.at += 1;
      await room.change(incident, 'firing');
    }
    const drain = async () => {
      while (await deliverNext(room.delivering(), id));
    };
    await Promise.all([drain(), drain(), drain(), drain()]);
    expect(texts().sort()).toEqual(incidents.map((_, i) => `Critical: No. ${i}`));
    expect(new Set(await room.log())).toEqual(new Set(['a firing sent']));
  });

  test('does not let what is over arrive before what began', async () => {
    const id = await room.channel('a', service.url);
    const incident = await room.incident();
    await room.change(incident, 'firing');
    let release = () => {};
    service.answer = () =>
      new Promise((resolve) => {
        release = () => resolve({ status: 202 });
      });
    const slow = deliverNext(room.delivering(), id);
    await vi.waitFor(() => expect(arrived()).toHaveLength(1), { timeout: 20_000 });
    room.pass(1);
    await room.change(incident, 'resolved');
    expect(await deliverNext(room.delivering(), id)).toBeNull();
    release();
    await slow;
    service.answer = { status: 202 };
    await room.deliver();
    expect(texts()).toEqual([
      'Critical: Gmail refuses news.example.com',
      'Over: Gmail refuses news.example.com',
    ]);
  });
});

test('waits grow, are bounded, scattered, and as long as asked for', () => {
  const waits = Array.from({ length: 12 }, (_, i) => waitBeforeRetry(i + 1, null, 1));
  expect(waits.map((ms) => ms && ms / 1000)).toEqual([
    ...[10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600],
    null,
  ]);
  expect(waitBeforeRetry(3, null, 0)).toBe(20_000);
  expect(waitBeforeRetry(1, 60_000, 0)).toBe(60_000);
  expect(waitBeforeRetry(1, 60_000, 1)).toBe(70_000);
  expect(waitBeforeRetry(1, 864e5, 0)).toBe(3_600_000);
});

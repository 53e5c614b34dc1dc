import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReadings } from '@/lib/alerts/open-readings';
import { attempts, bounceRate } from '@/lib/queries/rates';
import { everything } from '@/lib/queries/scope';
import { talliesByProvider } from '@/lib/queries/tallies-by-provider';
import { readTimeRange } from '@/lib/queries/time-range';
import { totalTally } from '@/lib/queries/total-tally';
import { type MailRoom, openMailRoom } from './mail-room';

let room: MailRoom;
let files = 0;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const NOON = new Date('2026-03-01T12:00:00Z');
const scope = everything(readTimeRange({ from: '2026-03-01T10:00:00Z', to: '2026-03-01T12:00:00Z' }, NOON));

/** A message that goes through a filter: it leaves the queue twice, and is delivered once. */
const through = (
  filter: string,
) => `2026-03-01T11:00:00Z mx postfix/qmgr[9]: 4C0000001: from=<news@shop.example>, size=1000, nrcpt=1 (queue active)
2026-03-01T11:00:01Z mx postfix/smtp[1]: 4C0000001: to=<jane@example.org>, relay=${filter}:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4C0000002)
2026-03-01T11:00:01Z mx postfix/qmgr[9]: 4C0000001: removed
2026-03-01T11:00:01Z mx postfix/qmgr[9]: 4C0000002: from=<news@shop.example>, size=1200, nrcpt=1 (queue active)
2026-03-01T11:00:02Z mx postfix/smtp[1]: 4C0000002: to=<jane@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5D1234)
2026-03-01T11:00:02Z mx postfix/qmgr[9]: 4C0000002: removed
`;

async function record(text: string): Promise<void> {
  await room.importFile(await room.write(`${files++}.log`, text));
}

const total = () => totalTally(room.db, scope);
const overall = async () => {
  const [counted] = await openReadings(room.db, NOON).counts('overall', [24 * 60]);
  return counted?.windows[0]?.counts;
};

test('a message that passes a filter on this machine is one delivery, and both hops are kept', async () => {
  await record(through('127.0.0.1[127.0.0.1]'));
  expect(await room.events()).toBe(2);
  expect(attempts(await total())).toBe(1);
  expect((await overall())?.delivered).toBe(1);
});

test('a filter on another machine cannot be told from a destination', async () => {
  await record(through('filter.example.com[192.0.2.9]'));
  expect(attempts(await total())).toBe(2);
  expect((await overall())?.delivered).toBe(2);
});

test('what the filter refuses is a bounce', async () => {
  await record(through('127.0.0.1[127.0.0.1]'));
  await record(
    '2026-03-01T11:00:03Z mx postfix/smtp[1]: 4C0000003: to=<joe@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=5.7.0, status=bounced (host 127.0.0.1[127.0.0.1] said: 554 5.7.0 Reject, id=1-2 - INFECTED (in reply to end of DATA command))\n',
  );
  expect(bounceRate(await total())).toEqual({ numerator: 1, denominator: 2, value: 0.5 });
});

test('what was thrown away on request is kept, counted nowhere, and found by who asks for it', async () => {
  await record(
    '2026-03-01 11:00:04 1l4abc-0001yz-Ab => :blackhole: <nobody@example.org> R=drop\n2026-03-01 11:00:05 1l4abd-0001yz-Ab => blackhole (DATA ACL discarded recipients): spam\n',
  );
  await record(
    '2026-03-01T11:00:06Z mx postfix/discard[1]: 4C0000004: to=<joe@example.org>, relay=none, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (not wanted)\n',
  );
  expect(await room.events()).toBe(3);
  expect(attempts(await total())).toBe(0);
  expect(await talliesByProvider(room.db, scope)).toEqual([]);
  const asked = {
    ...scope,
    filters: [{ dimension: 'outcome', value: 'discarded', excluded: false } as const],
  };
  expect(await talliesByProvider(room.db, asked)).toMatchObject([{ provider: 'other' }]);
});

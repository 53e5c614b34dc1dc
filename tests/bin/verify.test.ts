import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { bounceboard } from './bounceboard';

let room: MailRoom;
beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

const run = (...args: string[]) => bounceboard(args, { DATABASE_URL: room.databaseUrl }).ended;
const LINES = Array.from(
  { length: 40 },
  (_, i) =>
    `2026-03-01T10:${String(i).padStart(2, '0')}:00.000000+00:00 mx1 postfix/smtp[9]: 4bQ7${i}x: to=<p${i}@example.org>, ` +
    `relay=mx.example.org[192.0.2.26]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.26] said: 550 5.1.1 User unknown)\n`,
);

test('counts are held against events, what differs is printed, and corrected when that is asked for', async () => {
  const file = await room.write('mail.log', LINES.join(''));
  expect(await run('import', '--format', 'postfix', file)).toMatchObject({ code: 0 });
  expect(await run('verify')).toEqual({
    code: 0,
    signal: null,
    out: '1 days, 40 events: 0 counts differ, 0 corrected\n',
    err: '',
  });

  await room.db.$executeRaw`UPDATE rollup SET events = 99 WHERE bucket_minutes = 1440`;
  const told =
    /^2026-03-01, held against events: 1 counts differ, 0 corrected\n {2}rollup import 2026-03-01T00:00:00.000Z 1440 min bounced .*5\.1\.1.*: stored 99, expected 40\n/;
  const found = await run('verify', '--from', '2026-02-01');
  expect(found.out).toMatch(told);
  expect(found.code).toBe(1);
  expect(await run('verify', '--to', '2026-02-28')).toMatchObject({
    code: 0,
    out: '0 days, 0 events: 0 counts differ, 0 corrected\n',
  });
  expect(await run('verify', '--repair')).toMatchObject({ code: 0 });
  expect(await run('verify')).toMatchObject({ code: 0 });
  expect(await run('verify', '--from', 'March')).toMatchObject({ code: 1, out: '' });
}, 90_000);

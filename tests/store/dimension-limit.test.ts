import { afterAll, beforeAll, expect, test } from 'vitest';
import { COUNTED_APART, type CountedDimension, OTHER } from '@/lib/mail/counted-dimensions';
import { countedApart } from '@/lib/queries/counted-apart';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';

let room: MailRoom;
beforeAll(async () => {
  room = await openMailRoom();
});
afterAll(() => room.close());

const dimensions = Object.keys(COUNTED_APART) as CountedDimension[];

/** A refusal of its own message, by a host of its own. */
const line = (n: number, code: string) =>
  `Jan  5 00:00:11 relay1 postfix/smtp[1]: ${n.toString(16).toUpperCase().padStart(10, 'A')}: to=<a@d${n}.example>, relay=mx.d${n}.example[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2, dsn=${code}, status=bounced (host mx.d${n}.example[192.0.2.1] said: 550 ${code} no (in reply to RCPT TO command))`;

test('what others choose is counted apart up to its limit, and the rest as other, of which nothing is lost', async () => {
  const { db } = room;
  expect((await countedApart(db)).filter(({ values, isFull }) => values > 0 || isFull)).toEqual([]);
  const limit = COUNTED_APART.status_code;
  const lines = Array.from({ length: limit + 500 }, (_, n) => line(n, `5.${Math.floor(n / 900)}.${n % 900}`));
  await room.importFile(await room.write('codes.log', `${lines.join('\n')}\n`));
  expect(await room.events()).toBe(lines.length);
  const counted = await countedApart(db);
  expect(counted.map(({ dimension }) => dimension)).toEqual(dimensions);
  const codes = counted.find(({ dimension }) => dimension === 'status_code')!;
  expect(codes).toEqual({ dimension: 'status_code', values: limit, limit, isFull: true });
  const [{ others } = { others: 0 }] = await db.$queryRaw<{ others: number }[]>`
    SELECT sum(events)::float8 AS others FROM rollup JOIN label_set l ON l.id = label_set_id
     WHERE bucket_minutes = 60 AND l.status_code = ${OTHER}`;
  expect(others).toBe(500);
  for (const { dimension, values, limit: most } of counted)
    expect(values, dimension).toBeLessThanOrEqual(most);
});

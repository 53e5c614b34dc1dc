import { afterEach, beforeEach, expect, test } from 'vitest';
import { ingestBatch } from '@/lib/ingest/ingest-batch';
import { receive } from '@/lib/store/inbox';
import { ensureSource } from '@/lib/store/sources';
import { type MailRoom, openMailRoom } from './mail-room';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});
afterEach(() => room.close());

const LOG = `2026-03-01T10:00:00.000000+00:00 mx1 postfix/smtpd[1]: 4C00000001: client=app.shop.example[192.0.2.9]
2026-03-01T10:00:00.100000+00:00 mx1 postfix/cleanup[2]: 4C00000001: message-id=<Order.1@shop.example>
2026-03-01T10:00:00.200000+00:00 mx1 postfix/qmgr[3]: 4C00000001: from=<news@shop.example>, size=1000, nrcpt=1 (queue active)
2026-03-01T10:00:02.000000+00:00 mx1 postfix/smtp[4]: 4C00000001: to=<Ana@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=2, delays=0/0/1/1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))
`;

/** What Postfix's bounce daemon makes of it. */
const REPORT = `Return-Path: <>
Date: Sun, 1 Mar 2026 10:00:02 +0000 (UTC)
From: MAILER-DAEMON@mx1.shop.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: news@shop.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"
Message-Id: <bounce.1@mx1.shop.example>

--b1
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx1.shop.example.

<ana@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.shop.example
X-Postfix-Queue-ID: 4C00000001
Arrival-Date: Sun, 1 Mar 2026 10:00:00 +0000 (UTC)

Final-Recipient: rfc822; ana@example.org
Original-Recipient: rfc822;ana@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b1
Content-Type: text/rfc822-headers

From: news@shop.example
To: ana@example.org
Message-ID: <Order.1@shop.example>

--b1--
`;

test.each([
  ['log', 'report'],
  ['report', 'log'],
])('a bounce that Postfix logs and reports counts once: the %s first, then the %s', async (...order) => {
  const sourceOf = async (name: string) =>
    (await ensureSource(room.db, { name, kind: 'import', format: 'auto', paths: [], timeZone: 'UTC' })).id;
  const given = {
    log: { sourceId: await sourceOf('log'), format: 'postfix', text: LOG },
    report: { sourceId: await sourceOf('report'), format: 'mail', text: REPORT },
  };
  for (const name of order as (keyof typeof given)[]) {
    const { sourceId, format, text } = given[name];
    const content = new Uint8Array(Buffer.from(text));
    const batchId = await receive(room.db, { sourceId, format, content, idempotencyKey: null });
    const ingesting = { db: room.db, recorder: room.recorder, owner: 'worker', now: () => new Date() };
    await ingestBatch(ingesting, { sourceId, batchId });
  }
  const sources = await room.db.source.findMany({ where: { name: { in: order } } });
  const duplicates = new Map(sources.map((source) => [source.name, Number(source.duplicates)]));
  expect(order.map((name) => duplicates.get(name))).toEqual([0, 1]);
  const { _sum } = await room.db.rollup.aggregate({ where: { bucketMinutes: 1440 }, _sum: { events: true } });
  expect(_sum.events).toBe(1n);
});

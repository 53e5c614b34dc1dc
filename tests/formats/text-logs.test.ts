import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Format } from '@/lib/formats/format';
import { FORMATS, recogniseFormat } from '@/lib/formats/index';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { readText } from './read-text';

function formatCalled(id: string): Format {
  return FORMATS.find((format) => format.id === id)!;
}

function fixture(name: string) {
  const text = fs.readFileSync(new URL(`../fixtures/formats/${name}`, import.meta.url), 'utf8');
  return readText(formatCalled(name.replace(/\..*$/, '')), text);
}

/** What the events of a log come to. */
function gist(events: DeliveryEvent[]) {
  return events.map(({ outcome, recipient, mxHost, mxIp, statusCode, diagnostic }) =>
    [outcome, recipient, mxHost, mxIp, statusCode, diagnostic].map((value) => value ?? '-').join(' | '),
  );
}

describe('Sendmail', () => {
  const { events, records } = fixture('sendmail.log');

  test('reads each recipient of a line, and joins sender and message-id', () => {
    expect(events.slice(0, 2)).toMatchObject([
      { recipient: 'a@example.org', sender: 'news@example.com', messageId: '1.2@example.com', delayMs: 2000 },
      { recipient: 'b@example.org', sender: 'news@example.com', messageId: '1.2@example.com', delayMs: 2000 },
    ]);
    expect(events[1]!.position).toBe(events[0]!.position + 1);
    expect(events[2]!.delayMs).toBe(93_602_000);
  });

  test('outcomes and words', () => {
    expect(gist(events)).toEqual([
      'delivered | a@example.org | mx1.example.org | 192.0.2.1 | 2.0.0 | Ok: queued as 4C12, thanks',
      'delivered | b@example.org | mx1.example.org | 192.0.2.1 | 2.0.0 | Ok: queued as 4C12, thanks',
      'deferred | c@example.org | mx1.example.org | 2001:db8::1 | 4.3.0 | 451 4.7.1 Greylisting in action, please come back later',
      'bounced | - | - | - | - | Cannot send message for 5 days',
      'bounced | d@example.org | mx1.example.org | 192.0.2.1 | 5.1.1 | 550 5.1.1 <d@example.org>... User unknown',
      'deferred | e@example.org | mx1.example.org | 192.0.2.1 | 4.0.0 | Connection refused by mx1.example.org.',
      'bounced | - | - | - | - | Cannot send message for 5 days',
    ]);
    expect(records).toEqual({ event: 6, context: 1, ignored: 2, unparsed: 0 });
  });
});

describe('OpenSMTPD', () => {
  const { events } = fixture('opensmtpd.log');

  test('old and new ways of writing', () => {
    expect(gist(events)).toEqual([
      `bounced | bill@example.org | mx.example.org | 192.0.2.33 | - | 550 5.7.1 Unfortunately, "messages" from [203.0.113.1] weren't sent`,
      'delivered | bill@example.org | mx.example.org | 2001:db8::5 | - | 250 2.0.0 OK',
      'deferred | b@example.org | mx.example.org | 192.0.2.33 | - | 421 4.7.0 Try later, please',
      'bounced | b@example.org | - | - | - | Envelope expired',
    ]);
    expect(events).toMatchObject([
      { queueId: '7077717e797a776e', sender: 'puffy@example.com', sendingIp: '203.0.113.1', delayMs: 1000 },
      { sendingIp: null, delayMs: 3_723_000 },
      { queueId: '7d2c6e8b4f0e1a2b', sendingIp: '203.0.113.1', delayMs: 5000 },
      { delayMs: 345_600_000 },
    ]);
  });

  test('what a local program takes is no SMTP attempt', () => {
    const line =
      'Mar 22 17:56:37 gw smtpd[1]: 8f4864084ecc48f4 mda delivery evpid=7077717e797a776e from=<> to=<a@b.example> rcpt=<-> user=a delay=0s result=Ok stat=Delivered';
    expect(readText(formatCalled('opensmtpd'), line)).toMatchObject({ events: [], records: { ignored: 1 } });
  });
});

describe('Haraka', () => {
  test('recipients refused, messages delivered and put off', () => {
    const { events } = fixture('haraka.log');
    expect(gist(events)).toEqual([
      'bounced | a@example.org | - | - | - | 550 5.1.1 No such user',
      'delivered | - | mx.example.org | 192.0.2.1 | - | 2.0.0 OK queued',
      'delivered | - | mx.example.org | 192.0.2.1 | - | 2.0.0 OK queued',
      'deferred | - | - | - | - | 421 4.7.0 Try again later',
    ]);
    expect(events[0]).toMatchObject({
      at: Date.parse('2026-03-22T17:56:38.100Z'),
      queueId: '7E8F1A2B-1111-2222-3333-444455556666.1.1',
    });
  });

  const DELIVERED =
    'file=1427_0_1 domain=example.org host=mx.example.org. ip=192.0.2.1 port=25 mode=SMTP tls=Y auth=N response="2.0.0 OK \\"queued\\"" delay=0.5 fails=0 rcpts=1/0/0';
  const AS_JSON =
    '"delivered file":"1427_0_1","domain":"example.org","host":"mx.example.org.","ip":"192.0.2.1","port":25,"response":"2.0.0 OK \\"queued\\"","delay":0.5,"fails":0,"rcpts":"1/0/0"';
  const REFUSED = 'recipient <a@example.org> rejected: 550 5.1.1 No such user';

  test.each([
    [
      'as it is by default',
      `[NOTICE] [A.1] [outbound]  delivered ${DELIVERED}`,
      `[NOTICE] [A.1] [outbound] ${REFUSED}`,
    ],
    [
      'format=LOGFMT',
      `level=NOTICE uuid=A.1 origin=outbound message="" delivered ${DELIVERED}`,
      `level=NOTICE uuid=A.1 origin=outbound message="${REFUSED}"`,
    ],
    [
      'format=JSON',
      `{"level":"NOTICE","uuid":"A.1","origin":"outbound","message":"",${AS_JSON}}`,
      `{"level":"NOTICE","uuid":"A.1","origin":"outbound","message":"${REFUSED}"}`,
    ],
  ])('Haraka 3, %s', (_, delivered, refused) => {
    const stamp = '2026-03-22T17:56:38.100Z ';
    const log = `${stamp}${delivered}\n${stamp}${refused}\n`;
    expect(recogniseFormat(Buffer.from(log)).format?.id).toBe('haraka');
    const { events, records } = readText(formatCalled('haraka'), log);
    expect(records).toMatchObject({ event: 2, unparsed: 0 });
    expect(events).toMatchObject([
      {
        at: Date.parse('2026-03-22T17:56:38.100Z'),
        outcome: 'delivered',
        queueId: 'A.1',
        mxHost: 'mx.example.org',
        mxIp: '192.0.2.1',
        diagnostic: '2.0.0 OK "queued"',
        delayMs: 500,
      },
      {
        outcome: 'bounced',
        queueId: 'A.1',
        recipient: 'a@example.org',
        diagnostic: '550 5.1.1 No such user',
      },
    ]);
  });

  test('a message is not counted again whose recipients had lines of their own', () => {
    const line =
      '2026-03-22T17:56:38Z [INFO] [A.1] [outbound] bouncing mail: Some recipients failed: <a@example.org>';
    expect(readText(formatCalled('haraka'), line)).toMatchObject({ events: [], records: { ignored: 1 } });
  });
});

describe('qmail', () => {
  test('deliveries by number', () => {
    const { events } = fixture('qmail.log');
    expect(gist(events)).toEqual([
      'bounced | user@example.org | - | 192.0.2.1 | - | 550 5.1.1 User unknown',
      'delivered | box@example.com | - | - | - | did 1+0+0',
      'deferred | lou@example.net | - | 192.0.2.9 | - | 421 4.7.0 Try later',
      'deferred | - | - | - | - | CNAME lookup failed temporarily. (#4.4.3)',
    ]);
    expect(events[0]).toMatchObject({
      at: Date.parse('2009-05-15T13:17:07.523Z'),
      sender: 'news@example.com',
    });
    expect(events[3]!.at).toBe(1_157_520_813_485);
  });
});

describe('Courier', () => {
  test('the lines of an attempt together', () => {
    expect(gist(fixture('courier.log').events)).toEqual([
      'delivered | ada@example.org | mx.example.org | 192.0.2.1 | - | 250 OK queued',
      'bounced | bob@example.org | - | - | - | 550-5.1.1 No such\n550 5.1.1 mailbox here',
    ]);
  });
});

describe('systemd journal', () => {
  const { events, records } = fixture('journald.json');

  test('each program in its own format, joined across entries', () => {
    expect(gist(events)).toEqual([
      'bounced | a@example.org | mx.example.org | 192.0.2.1 | 5.1.1 | 550 5.1.1 User unknown',
      'delivered | kim@example.org | - | - | - | -',
    ]);
    expect(events[0]).toMatchObject({ at: 1_767_322_800_123, sender: 'news@example.com' });
    expect(records).toEqual({ event: 2, context: 1, ignored: 1, unparsed: 1 });
  });
});

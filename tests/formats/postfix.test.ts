import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { postfix } from '@/lib/formats/postfix';
import { readText } from './read-text';

const log = fs.readFileSync(new URL('../fixtures/formats/postfix.log', import.meta.url), 'utf8');

function attempt(words: string, program = 'postfix/smtp[1]', stamp = 'Jan  5 00:00:11') {
  const { events } = readText(postfix, `${stamp} relay1 ${program}: 4C1234ABCD: ${words}\n`);
  return events[0]!;
}

describe('Postfix', () => {
  const { events, records, unparsed } = readText(postfix, log);
  const of = (recipient: string) => events.filter((event) => event.recipient === recipient);

  test('accounts for every line', () => {
    expect(records).toEqual({ event: 9, context: 5, ignored: 8, unparsed: 1 });
    expect(unparsed.map(({ reason, text }) => [reason, text])).toEqual([
      ['no syslog line', '\tfolded remainder of a line'],
    ]);
  });

  test.each(['127.0.0.1[127.0.0.1]:10024', 'amavis[127.0.0.1]:10024', 'localhost[::1]:10026'])(
    'a filter on this machine is called localhost: %s',
    (relay) => {
      const words = `to=<a@example.org>, relay=${relay}, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 5D)`;
      expect(attempt(words)).toMatchObject({ outcome: 'delivered', mxHost: 'localhost' });
    },
  );

  test('what discard(8) pretends to deliver was thrown away', () => {
    const words = 'to=<a@example.org>, relay=none, delay=1, dsn=2.0.0, status=sent (not wanted)';
    expect(attempt(words, 'postfix/discard[1]')).toMatchObject({
      outcome: 'discarded',
      recipient: 'a@example.org',
    });
  });

  test('joins an attempt with what cleanup and the queue manager said of its message', () => {
    expect(of('ada@example.org')).toEqual([
      {
        position: log.indexOf('Dec 31 23:58:02 relay1 postfix/smtp[3105]: 3F2A9C0D1E: to=<ada'),
        at: Date.parse('2026-12-31T23:58:02Z'),
        outcome: 'delivered',
        recipient: 'ada@example.org',
        sender: 'bounce-1@news.example.com',
        queueId: '3F2A9C0D1E',
        messageId: '20261231.1@news.example.com',
        mxHost: 'mx1.example.org',
        mxIp: '192.0.2.25',
        replyCode: null,
        statusCode: '2.0.0',
        diagnostic: '250 2.0.0 Ok: queued as 4C1234',
        feedbackType: null,
        reportedDomain: null,
        delayMs: 1670,
        sendingIp: null,
        pool: null,
        campaign: null,
        customer: null,
        eventId: null,
      },
    ]);
  });

  test('takes the remote words out of what Postfix wraps around them', () => {
    expect(of('bob@example.org')).toMatchObject([
      {
        outcome: 'bounced',
        statusCode: '5.1.1',
        diagnostic: '550-5.1.1 The account does not exist. 550 5.1.1 Please check for (typing) errors',
      },
    ]);
    expect(of('dan@example.net')[0]).toMatchObject({
      pool: 'postfix-out',
      mxIp: '2001:db8:25::1',
      diagnostic: '421 4.7.0 Too many connections, slow down',
    });
  });

  test('a destination that is no longer tried names the host that refused', () => {
    expect(of('dan@example.net')[1]).toMatchObject({
      outcome: 'deferred',
      mxHost: 'mx.example.net',
      diagnostic: '421 4.7.0 Too many connections, slow down',
    });
  });

  test('an expired message bounces for those who were still deferred, for the last reason given', () => {
    const expired = events.filter((event) => event.at === Date.parse('2027-01-05T00:00:05Z'));
    expect(
      expired.map(({ outcome, recipient, mxHost, diagnostic }) => ({
        outcome,
        recipient,
        mxHost,
        diagnostic,
      })),
    ).toEqual([
      {
        outcome: 'bounced',
        recipient: '"eve, the \\> first"@example.net',
        mxHost: null,
        diagnostic: 'connect to mx.example.net[2001:db8:25::1]:25: Connection timed out',
      },
      {
        outcome: 'bounced',
        recipient: 'dan@example.net',
        mxHost: 'mx.example.net',
        diagnostic: '421 4.7.0 Too many connections, slow down',
      },
    ]);
    expect(expired[1]!.position).toBe(expired[0]!.position + 1);
  });

  test('an expired message of which nothing is known bounces for nobody in particular', () => {
    const line =
      'Jan  5 00:00:05 relay1 postfix/qmgr[9]: 4C1234ABCD: from=<a@example.com>, status=force-expired, returned to sender';
    expect(readText(postfix, line).events).toMatchObject([
      {
        outcome: 'bounced',
        recipient: null,
        sender: 'a@example.com',
        diagnostic: 'force-expired, returned to sender',
      },
    ]);
  });

  test('reads RFC 3339 and RFC 5424 stamps, long queue ids, UTF-8', () => {
    expect(of('zoë@example.com')).toMatchObject([
      { at: Date.parse('2027-01-04T23:00:09.123Z'), queueId: '4ZlK3z0Mzpz1Rjx', pool: 'relay', mxHost: null },
    ]);
    expect(of('x@gone.example')).toMatchObject([
      {
        at: Date.parse('2027-01-05T00:00:10.500Z'),
        queueId: '5A5B6C7D8F',
        mxHost: null,
        statusCode: '5.4.4',
      },
    ]);
  });

  test('reads what rsyslog makes of it when it forwards by RFC 5424: a name without its slash, and two spaces', () => {
    const line =
      '<22>1 2026-11-21T14:22:41.065386+00:00 relay1 postfix 1 - -  4C00012345: to=<u@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)\n';
    expect(postfix.recognise(Buffer.from(line))).toBeGreaterThan(0.9);
    expect(readText(postfix, line).events).toMatchObject([
      {
        outcome: 'bounced',
        recipient: 'u@example.org',
        queueId: '4C00012345',
        statusCode: '5.1.1',
        pool: null,
      },
    ]);
  });

  test('an address probe is no attempt', () => {
    expect(of('probe@example.org')).toEqual([]);
  });

  test.each([
    ['postfix/smtp[1]', null],
    ['postfix/relay/smtp[1]', 'relay'],
    ['postfix-203.0.113.9/smtp[1]', 'postfix-203.0.113.9'],
    ['out/bulk/smtp[1]', 'out/bulk'],
  ])('%s belongs to the pool %s', (program, pool) => {
    expect(attempt('to=<a@b.example>, relay=none, delay=1, status=bounced (gone)', program).pool).toBe(pool);
  });

  test.each([
    ['sent', 'delivered'],
    ['deferred', 'deferred'],
    ['bounced', 'bounced'],
    ['SOFTBOUNCE', 'deferred'],
  ])('status=%s is %s', (status, outcome) => {
    expect(
      attempt(`to=<a@b.example>, relay=local, delay=0.5, dsn=5.0.0, status=${status} (why)`),
    ).toMatchObject({
      outcome,
      diagnostic: 'why',
      delayMs: 500,
    });
  });

  test.each([
    ['to=<a@b.example>, relay=none, delay=1', 'a delivery without a status'],
    ['to=<a@b.example', 'a recipient without an end'],
    ['to=<a@b.example>, relay=none, delay=1, status=confused (why)', 'an unknown status'],
  ])('%s is counted as unparsed', (words, reason) => {
    const { records, unparsed } = readText(
      postfix,
      `Jan  5 00:00:11 relay1 postfix/smtp[1]: 4C1234ABCD: ${words}`,
    );
    expect(records).toEqual({ event: 0, context: 0, ignored: 0, unparsed: 1 });
    expect(unparsed[0]!.reason).toBe(reason);
  });

  test('a line that syslog cut short still tells its outcome', () => {
    expect(
      attempt(
        'to=<a@b.example>, relay=mx.b.example[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.b.example[192.0.2.1] said: 550 5.1.1 No such (in reply to RC',
      ),
    ).toMatchObject({ outcome: 'bounced', diagnostic: '550 5.1.1 No such' });
  });

  test('a queue id that is used again belongs to the new message alone', () => {
    const { events } = readText(
      postfix,
      [
        'Jan  5 00:00:01 r postfix/cleanup[1]: ABCDEF: message-id=<1@example.com>',
        'Jan  5 00:00:01 r postfix/qmgr[1]: ABCDEF: from=<one@example.com>, size=1, nrcpt=1 (queue active)',
        'Jan  5 00:00:02 r postfix/cleanup[1]: ABCDEF: message-id=<2@example.com>',
        'Jan  5 00:00:03 r postfix/smtp[1]: ABCDEF: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent (250 ok)',
      ].join('\n'),
    );
    expect(events).toMatchObject([{ messageId: '2@example.com', sender: null }]);
  });
});

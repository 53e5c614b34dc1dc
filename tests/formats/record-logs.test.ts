import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '@/lib/formats/index';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';
import { readText } from './read-text';

const formatCalled = (id: string) => FORMATS.find((format) => format.id === id)!;

/** What the events come to. */
const gist = (events: DeliveryEvent[]) =>
  events.map(({ outcome, recipient, replyCode, statusCode, diagnostic }) =>
    [outcome, recipient, replyCode, statusCode, diagnostic].map((value) => value ?? '-').join(' | '),
  );

/** What is known of an event. */
const known = ({ position, ...event }: DeliveryEvent) =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));

/** What each fixture holds: every kind of record that the server writes. */
const FIXTURES = {
  'exchange-tracking.log': {
    records: { event: 5, context: 1, ignored: 7, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:01.500Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: '8774618',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      diagnostic: '250 2.1.5 Recipient OK',
      delayMs: 1500,
      sendingIp: '203.0.113.7',
      pool: 'Outbound',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.1.5 Recipient OK',
      'bounced | bob@example.org | - | - | 550 5.1.1 User unknown',
      'delivered | eve@example.org | - | - | 250 2.1.5 Recipient OK',
      'delivered | cat@example.com | - | - | -',
      'deferred | dan@example.org | - | - | 451 4.7.0 Temporary server error. Please try again later; PRX2',
      'deferred | deb@example.org | - | - | 421 4.4.1 Connection timed out',
      'bounced | gone@example.com | - | - | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    ],
  },
  'exchange-tracking-2010.log': {
    records: { event: 1, context: 0, ignored: 0, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:01.500Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: '42',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      diagnostic: '250 2.1.5 Recipient OK',
      delayMs: 1500,
      sendingIp: '203.0.113.7',
      pool: 'Outbound',
    },
    events: ['delivered | ada@example.org | - | - | 250 2.1.5 Recipient OK'],
  },
  'powermta.csv': {
    records: { event: 6, context: 2, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:04.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'bounce@news.example.com',
      queueId: 'env-1',
      messageId: 'm1@example.com',
      mxHost: 'mx1.example.org',
      mxIp: '198.51.100.4',
      statusCode: '2.0.0',
      diagnostic: '250 2.0.0 OK, "queued" as 4C12',
      delayMs: 3000,
      sendingIp: '203.0.113.7',
      pool: 'vmta-1',
      campaign: 'job-7',
      customer: 'cust-9',
    },
    events: [
      'delivered | ada@example.org | - | 2.0.0 | 250 2.0.0 OK, "queued" as 4C12',
      'bounced | bob@example.net | - | 5.1.1 | 550-5.1.1 No such user\n550 5.1.1 Try another address',
      'deferred | eve@example.net | - | 4.4.1 | 4.4.1 (no answer from host)',
      'bounced | late@example.org | - | 5.2.2 | 552 5.2.2 Over quota',
      'deferred | slow@example.org | - | 4.4.7 | 4.4.7 (delivery time expired)',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'powermta-json.json': {
    records: { event: 2, context: 0, ignored: 0, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:36.000Z'),
      outcome: 'deferred',
      recipient: 'bob@example.net',
      sender: 'bounce@news.example.com',
      mxHost: 'mx2.example.net',
      mxIp: '198.51.100.5',
      statusCode: '4.7.1',
      diagnostic: '421 4.7.1 Throttled, try again later',
      delayMs: 25000,
      sendingIp: '203.0.113.7',
      pool: 'vmta-1',
      campaign: 'job-8',
    },
    events: [
      'deferred | bob@example.net | - | 4.7.1 | 421 4.7.1 Throttled, try again later',
      'delivered | bob@example.net | - | 2.0.0 | 250 OK',
    ],
  },
  'kumomta.jsonl': {
    records: { event: 7, context: 0, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:01.440Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'bounce@news.example.com',
      queueId: '1d98076abbbc11ed',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      replyCode: 250,
      statusCode: '2.0.0',
      diagnostic: 'OK ids=8a54',
      delayMs: 1440,
      sendingIp: '203.0.113.7',
      pool: 'pool0',
      campaign: 'spring',
      customer: 'tenant-1',
    },
    events: [
      'delivered | ada@example.org | 250 | 2.0.0 | OK ids=8a54',
      'deferred | ada@example.org | 421 | 4.7.28 | Gmail has detected an unusual rate of "mail"\\ from you',
      'bounced | ada@example.org | 550 | 5.1.1 | User unknown — désolé',
      'bounced | bob@example.org | 550 | 5.1.1 | User unknown — désolé',
      'bounced | ada@example.org | 551 | 5.4.7 | Next delivery time would be at 2026-03-09 which exceeds the expiration time',
      'bounced | ada@example.org | 551 | 5.7.1 | KumoMTA internal: campaign stopped',
      'bounced | ada@example.org | 552 | 5.2.2 | 5.2.2 Mailbox full',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'mailerq.json': {
    records: { event: 7, context: 34, ignored: 1, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:01:25.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'bounce@news.example.com',
      queueId: 'mq-1',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      replyCode: 250,
      statusCode: '2.0.0',
      diagnostic: 'Requested mail action okay, completed',
      sendingIp: '203.0.113.7',
      campaign: 'spring',
    },
    events: [
      'delivered | ada@example.org | 250 | 2.0.0 | Requested mail action okay, completed',
      'deferred | ada@example.org | 451 | 4.7.1 | Please come back later',
      'bounced | ada@example.org | 550 | 5.1.1 | No such user',
      'bounced | ada@example.org | - | - | process/timeout',
      'deferred | ada@example.org | - | - | connect/timeout',
      'bounced | ada@example.org | 550 | 5.4.4 | no such domain',
      'bounced | ada@example.org | 451 | 4.7.1 | Please come back later',
    ],
  },
  'halon.jsonl': {
    records: { event: 7, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:01.500Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'bounce@news.example.com',
      queueId: 'tx-1:1',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      replyCode: 250,
      statusCode: '2.0.0',
      diagnostic: '250 2.0.0 OK',
      delayMs: 1500,
      sendingIp: '203.0.113.7',
      pool: 'pool-a',
      campaign: 'spring',
      customer: 'acme',
    },
    events: [
      'delivered | ada@example.org | 250 | 2.0.0 | 250 2.0.0 OK',
      'deferred | ada@example.org | 451 | 4.7.1 | 451 4.7.1 Greylisted',
      'bounced | ada@example.org | 550 | 5.1.1 | 550 5.1.1 User unknown',
      'delivered | bob@example.net | 250 | 2.0.0 | OK queued',
      'deferred | bob@example.net | - | - | Connection timed out',
      'bounced | bob@example.net | 554 | 5.7.1 | Rejected',
      'bounced | @example.org | 550 | 5.1.1 | User unknown',
    ],
  },
  'zonemta.log': {
    records: { event: 3, context: 0, ignored: 2, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:01.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'srs0=x@bounce.example.com',
      queueId: '15a3f.001',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      diagnostic: '250 2.0.0 OK queued (as 4C12)',
      sendingIp: '203.0.113.7',
      pool: 'default',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK queued (as 4C12)',
      'deferred | bob@example.net | - | - | 451 4.7.1 Greylisted',
      'bounced | eve@example.org | - | - | 550 5.1.1 User unknown',
    ],
  },
};

/** A fixture belongs to the format with the longest id that its name begins with. */
const ownerOf = (name: string) =>
  FORMATS.filter(({ id }) => name.startsWith(id)).sort((a, b) => b.id.length - a.id.length)[0]!;

describe.each(Object.entries(FIXTURES))('%s', (name, { records, first, events }) => {
  const text = fs.readFileSync(new URL(`../fixtures/formats/${name}`, import.meta.url), 'utf8');
  const read = readText(ownerOf(name), text);

  test('attempts are events, the rest is ignored on purpose', () => {
    expect(gist(read.events)).toEqual(events);
    expect(read.records).toEqual(records);
  });

  test('keeps everything that the record states', () => {
    expect(known(read.events[0]!)).toEqual(first);
  });
});

describe('PowerMTA', () => {
  const powermta = formatCalled('powermta');

  test('the header of the moment says which column is what', () => {
    const { events } = readText(
      powermta,
      'type,rcpt,timeLogged\nd,a@example.org,1772438400\ntype,timeLogged,rcpt,dsnStatus\nb,1772438401,b@example.org,5.1.1\n',
    );
    expect(events).toMatchObject([
      { recipient: 'a@example.org' },
      { recipient: 'b@example.org', statusCode: '5.1.1' },
    ]);
  });

  test('a file whose header is gone is read by the default columns, if it has that many', () => {
    const row =
      'd,1772438400,1772438399,s@example.com,a@example.org,,relayed,2.0.0,,mx.example.org (198.51.100.4),,smtp,,smtp,203.0.113.7,198.51.100.4,,1,vmta-1,job,,example.org,pool\n';
    expect(readText(powermta, row).events).toMatchObject([
      { recipient: 'a@example.org', pool: 'vmta-1', delayMs: 1000 },
    ]);
    expect(readText(powermta, 'd,1772438400,a@example.org\n').unparsed).toMatchObject([
      { reason: 'no header has come yet' },
    ]);
  });

  test('a quotation mark that never ends costs its own record only', () => {
    const { events } = readText(
      powermta,
      'type,timeLogged,rcpt,dsnDiag\nb,1772438400,a@example.org,"smtp;550 broken\nd,1772438401,b@example.org,\n',
    );
    expect(events).toMatchObject([{ recipient: 'b@example.org' }]);
  });

  test("stamps without a zone are in the source's", () => {
    const text = 'type,timeLogged,rcpt\nd,2026-07-01 10:00:00,a@example.org\n';
    expect(readText(powermta, text, { timeZone: 'Europe/Berlin' }).events[0]!.at).toBe(
      Date.parse('2026-07-01T08:00:00Z'),
    );
  });
});

describe('Exchange', () => {
  test("statuses that cannot be told apart are nobody's", () => {
    const text =
      '2026-03-02T08:00:01.500Z,203.0.113.7,EX1,198.51.100.4,mx.example.org,,Outbound,SMTP,SEND,42,<m1@example.com>,0b7099ea-cb95-1234-328e-08dc5f139ac8,a@example.org;b@example.org;c@example.org,250 OK;550 no,2048,3,,,Hello,s@example.com,s@example.com,,Originating,,,,\n';
    expect(gist(readText(formatCalled('exchange-tracking'), text).events)).toEqual([
      'delivered | a@example.org | - | - | -',
      'delivered | b@example.org | - | - | -',
      'delivered | c@example.org | - | - | -',
    ]);
  });
});

describe('KumoMTA', () => {
  const kumomta = formatCalled('kumomta');
  const record = {
    type: 'Bounce',
    id: 'x',
    recipient: 'a@example.org',
    timestamp: 1772438400,
    response: { code: 550, content: 'say "no"' },
  };

  test('reads the same with and without spaces, in any order, pretty-printed, and in a list', () => {
    const { type, ...rest } = record;
    for (const text of [
      JSON.stringify(record),
      JSON.stringify({ ...rest, unknown: [{ '}': '"' }], type }).replaceAll(':', ' : '),
      JSON.stringify(record, null, 2),
      JSON.stringify([record], null, 2),
      JSON.stringify([record]),
    ])
      expect(gist(readText(kumomta, text).events)).toEqual(['bounced | a@example.org | 550 | - | say "no"']);
  });

  test('says what is wrong with a record', () => {
    const broken = [
      { ...record, type: 'Teleport' },
      { ...record, recipient: null },
      { ...record, timestamp: null },
    ];
    const text = [...broken.map((item) => JSON.stringify(item)), '{"type":"Bounce","id', 'text'].join('\n');
    expect(readText(kumomta, text).unparsed.map(({ reason }) => reason)).toEqual([
      'unknown record type',
      'no recipient',
      'no time',
      'no JSON',
      'no JSON',
    ]);
  });
});

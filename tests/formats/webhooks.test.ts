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

/** What each fixture holds: one body a line, with every event that the service documents. */
const FIXTURES = {
  'ses.json': {
    records: { event: 10, context: 0, ignored: 6, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:05.500Z'),
      outcome: 'bounced',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: '0100019a-mail-0001-000000',
      messageId: 'm1@example.com',
      mxIp: '198.51.100.4',
      statusCode: '5.1.1',
      diagnostic: '550 5.1.1 <ada@example.org>... User unknown',
      sendingIp: '203.0.113.7',
      pool: 'marketing',
      campaign: 'spring',
      customer: '111122223333',
      eventId: '0100-feedback-1/0',
    },
    events: [
      'bounced | ada@example.org | - | 5.1.1 | 550 5.1.1 <ada@example.org>... User unknown',
      'bounced | bob@example.net | - | 5.7.1 | 554 5.7.1 Service unavailable',
      'suppressed | ada@example.org | - | 5.1.1 | Amazon SES did not send the message to this address because it is on the suppression list for your account.',
      'bounced | bob@example.net | - | - | Transient: MailboxFull',
      'deferred | ada@example.org | - | 4.4.1 | 421 4.4.1 Unable to connect to remote host',
      'delivered | ada@example.org | - | - | 250 2.0.0 OK 1q2w3e',
      'complained | bob@example.net | - | - | -',
      'bounced | ada@example.org | - | - | Bad content',
      'bounced | bob@example.net | - | - | Bad content',
      "bounced | ada@example.org | - | - | Attribute 'name' is not present in the rendering data.",
      "bounced | bob@example.net | - | - | Attribute 'name' is not present in the rendering data.",
      'bounced | ada@example.org | - | 5.3.0 | 554 Transaction failed',
      'delivered | bob@example.net | - | - | 250 OK',
    ],
  },
  'sendgrid.json': {
    records: { event: 9, context: 0, ignored: 6, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      queueId: 'sgm.filter0001.1',
      messageId: 'm1@example.com',
      diagnostic: '250 2.0.0 OK',
      sendingIp: '203.0.113.7',
      pool: 'bulk',
      campaign: 'newsletter',
      customer: '4242',
      eventId: 'e2',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK',
      'deferred | ada@example.org | - | - | 451 4.7.1 Greylisting in action',
      'bounced | ada@example.org | - | 5.1.1 | 550 5.1.1 User unknown',
      'bounced | ada@example.org | 550 | - | 550 Message blocked',
      'suppressed | ada@example.org | - | 5.0.0 | Bounced Address',
      'bounced | ada@example.org | - | - | Spam Content',
      'complained | ada@example.org | - | - | -',
      'bounced | old@example.net | - | 5.2.2 | 552 5.2.2 Mailbox full',
      'bounced | older@example.net | - | - | Mail domain mentioned in email address is unknown',
    ],
  },
  'mailgun.json': {
    records: { event: 9, context: 0, ignored: 6, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.250Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'bounce@example.com',
      queueId: 'store-1',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      replyCode: 250,
      diagnostic: 'OK',
      sendingIp: '203.0.113.7',
      campaign: 'spring',
      customer: 'acc-1',
      eventId: 'mg-delivered',
    },
    events: [
      'delivered | ada@example.org | 250 | - | OK',
      'deferred | ada@example.org | 451 | 4.7.1 | 4.7.1 Greylisted, try later',
      'deferred | ada@example.org | - | - | No MX for example.org',
      'bounced | ada@example.org | 550 | 5.1.1 | 5.1.1 No such user here',
      'suppressed | ada@example.org | - | - | Not delivering to previously bounced address',
      'bounced | ada@example.org | - | - | Too old',
      'bounced | ada@example.org | - | - | Sandbox subdomains are for test purposes only.',
      'complained | ada@example.org | - | - | -',
      'delivered | ada@example.org | 250 | - | OK',
    ],
  },
  'postmark.json': {
    records: { event: 9, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.396Z'),
      outcome: 'bounced',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: 'pm-1',
      diagnostic: '550 5.1.1 The account does not exist.',
      pool: 'outbound',
      campaign: 'welcome',
      customer: '23',
      eventId: '901',
    },
    events: [
      'bounced | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'deferred | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'bounced | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'bounced | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'suppressed | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'bounced | ada@example.org | - | - | 550 5.1.1 The account does not exist.',
      'delivered | ada@example.org | - | - | 250 2.0.0 OK',
      'complained | ada@example.org | - | - | The subscriber explicitly marked this message as spam.',
      'bounced | old@example.net | - | - | 550 No such user',
    ],
  },
  'sparkpost.json': {
    records: { event: 9, context: 0, ignored: 8, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'Ada@example.org',
      sender: 'bounce@example.com',
      queueId: 'spm-1',
      mxIp: '198.51.100.4',
      delayMs: 1200,
      sendingIp: '203.0.113.7',
      pool: 'bulk',
      campaign: 'spring',
      customer: '101',
      eventId: 'sp-delivery',
    },
    events: [
      'delivered | Ada@example.org | - | - | -',
      'deferred | Ada@example.org | 451 | - | 451 4.7.1 try later',
      'bounced | Ada@example.org | 550 | - | 550 5.1.1 <Ada@example.org> unknown user',
      'bounced | Ada@example.org | 552 | - | 552 5.2.2 mailbox full',
      'suppressed | Ada@example.org | 550 | - | 550 5.7.1 recipient address suppressed due to customer policy',
      'bounced | Ada@example.org | 550 | - | 550 5.7.1 message content rejected',
      'bounced | Ada@example.org | - | - | Error while rendering part html',
      'complained | Ada@example.org | - | - | -',
      'bounced | Ada@example.org | - | - | 550 no RCPT',
    ],
  },
  'brevo.json': {
    records: { event: 10, context: 0, ignored: 7, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.123Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      messageId: '202603020800.1@smtp-relay.example.com',
      sendingIp: '203.0.113.7',
      campaign: 'spring',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'deferred | ada@example.org | - | - | 451 4.7.1 Greylisted',
      'bounced | ada@example.org | - | - | 452 4.2.2 Mailbox full',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'suppressed | ada@example.org | - | - | blocked : due to blacklist user',
      'bounced | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | message could not be sent',
      'complained | ada@example.org | - | - | -',
      'complained | ada@example.org | - | - | -',
      'bounced | bob@example.net | - | - | 550 No such user',
    ],
  },
  'mailjet.json': {
    records: { event: 8, context: 0, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      queueId: '1ab23cd4-e567-8901-2345-6789f0gh1i2j',
      diagnostic: '250 2.0.0 OK 4fa5 - gsmtp',
      campaign: 'spring',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK 4fa5 - gsmtp',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'deferred | ada@example.org | - | - | domain: greylisted',
      'bounced | ada@example.org | - | - | recipient: quota exceeded',
      'suppressed | ada@example.org | - | - | recipient: preblocked',
      'bounced | ada@example.org | - | - | content: content blocked',
      'complained | ada@example.org | - | - | -',
      'delivered | ada@example.org | - | - | 250 OK',
    ],
  },
  'resend.json': {
    records: { event: 7, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.500Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: 're-1',
      messageId: 'm1@example.com',
      campaign: 'bc-1',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'deferred | ada@example.org | - | - | -',
      'deferred | bob@example.net | - | - | -',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'suppressed | ada@example.org | - | - | The address is on the account-level suppression list.',
      'bounced | ada@example.org | - | - | reached_daily_quota',
      'suppressed | ada@example.org | - | - | The address is suppressed.',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'mandrill.json': {
    records: { event: 8, context: 0, ignored: 5, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: 'md-1',
      mxIp: '198.51.100.4',
      diagnostic: '250 2.0.0 OK',
      sendingIp: '203.0.113.7',
      campaign: 'spring',
      customer: 'customer-7',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK',
      'deferred | ada@example.org | - | - | 450 4.2.0 Greylisted',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'bounced | ada@example.org | - | - | 552 5.2.2 Over quota',
      'suppressed | ada@example.org | - | - | hard-bounce',
      'bounced | ada@example.org | - | - | invalid-sender',
      'complained | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | 550 5.1.1 unknown',
    ],
  },
  'mailersend.json': {
    records: { event: 5, context: 0, ignored: 5, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.747Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: 'msm-1',
      campaign: 'spring',
      eventId: 'ms-delivered',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'deferred | ada@example.org | - | - | 421 4.7.0 Try again later',
      'bounced | ada@example.org | - | - | 452 4.2.2 Mailbox full',
      'bounced | ada@example.org | - | - | Host or domain name not found',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'elastic-email.json': {
    records: { event: 6, context: 0, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: 'tr-1',
      messageId: 'eem-1',
      campaign: 'spring',
      customer: 'shop@example.com',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'suppressed | ada@example.org | - | - | NotDelivered',
      'bounced | ada@example.org | - | - | GreyListed',
      'complained | ada@example.org | - | - | Spam',
      'bounced | bob@example.net | - | - | Throttled',
    ],
  },
  'smtp2go.json': {
    records: { event: 6, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: '1rPJ-1',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      diagnostic: '250 2.0.0 OK',
      eventId: 's2-delivered',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'bounced | ada@example.org | - | - | 452 4.2.2 Mailbox full',
      'suppressed | ada@example.org | - | - | recipient is suppressed',
      'complained | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
    ],
  },
  'postal.json': {
    records: { event: 6, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.250Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'news@example.com',
      queueId: '12345',
      messageId: 'm1@example.com',
      diagnostic: '250 2.0.0 OK',
      campaign: 'spring',
      eventId: 'po-MessageSent',
    },
    events: [
      'delivered | ada@example.org | - | - | 250 2.0.0 OK',
      'deferred | ada@example.org | - | - | 451 4.7.1 Greylisted',
      'bounced | ada@example.org | - | - | 550 5.1.1 User unknown',
      'suppressed | ada@example.org | - | - | Recipient (ada@example.org) is on the suppression list',
      'bounced | bob@example.net | - | - | -',
      'bounced | ada@example.org | - | - | 554 5.7.1 Rejected',
    ],
  },
  'mailtrap.json': {
    records: { event: 6, context: 0, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      queueId: 'mt-1',
      pool: 'bulk',
      campaign: 'spring',
      eventId: 'mte-delivery',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'deferred | ada@example.org | 452 | - | mailbox is over quota',
      'bounced | ada@example.org | 555 | - | [CS01] Message rejected due to local policy',
      'suppressed | ada@example.org | - | - | recipient is suppressed',
      'deferred | ada@example.org | - | - | daily limit reached',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'mailomat.json': {
    records: { event: 3, context: 0, ignored: 3, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      sender: 'b=1@bounce.example.com',
      queueId: 'u-1',
      messageId: 'm1@example.com',
      mxHost: 'mx.example.org',
      mxIp: '198.51.100.4',
      replyCode: 250,
      statusCode: '2.0.0',
      diagnostic: '2.0.0 OK',
      sendingIp: '203.0.113.7',
      eventId: 'mo-delivered',
    },
    events: [
      'delivered | ada@example.org | 250 | 2.0.0 | 2.0.0 OK',
      'deferred | ada@example.org | 451 | 4.7.1 | 4.7.1 Greylisted',
      'bounced | ada@example.org | 550 | 5.1.1 | 5.1.1 User unknown',
    ],
  },
  'sweego.json': {
    records: { event: 4, context: 0, ignored: 4, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      queueId: '02-1',
      campaign: 'spring',
      eventId: 'sw-delivered',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | 452 4.2.2 full',
      'bounced | ada@example.org | - | - | 550 5.1.1 unknown',
      'complained | ada@example.org | - | - | -',
    ],
  },
  'unisender_go.json': {
    records: { event: 5, context: 0, ignored: 5, unparsed: 0 },
    first: {
      at: Date.parse('2026-03-02T08:00:00.000Z'),
      outcome: 'delivered',
      recipient: 'ada@example.org',
      queueId: '1a-b',
      campaign: 'spring',
      customer: '789',
    },
    events: [
      'delivered | ada@example.org | - | - | -',
      'bounced | ada@example.org | - | - | 452 4.2.2 full',
      'bounced | ada@example.org | - | - | 550 5.1.1 unknown',
      'complained | ada@example.org | - | - | err_spam_rejected',
      'bounced | bob@example.net | - | - | err_domain_inactive',
    ],
  },
};

describe.each(Object.entries(FIXTURES))('%s', (name, { records, first, events }) => {
  const text = fs.readFileSync(new URL(`../fixtures/formats/${name}`, import.meta.url), 'utf8');
  const read = readText(formatCalled(name.replace(/\..*$/, '')), text);

  test('deliveries are events, the rest is ignored on purpose', () => {
    expect(gist(read.events)).toEqual(events);
    expect(read.records).toEqual(records);
  });

  test('keeps everything that the service states', () => {
    expect(known(read.events[0]!)).toEqual(first);
  });
});

describe('bodies', () => {
  const mandrill = formatCalled('mandrill');
  const mailgun = formatCalled('mailgun');

  test('what a body does not time happened when the body came', () => {
    const { events } = readText(
      formatCalled('sparkpost'),
      '[{"msys":{"message_event":{"type":"bounce","rcpt_to":"a@example.org"}}}]',
    );
    expect(events[0]!.at).toBe(Date.parse('2027-01-10T00:00:00Z'));
  });

  test('several recipients of one notification have an id each', () => {
    const text = fs.readFileSync(new URL('../fixtures/formats/ses.json', import.meta.url), 'utf8');
    expect(
      readText(formatCalled('ses'), text)
        .events.slice(0, 2)
        .map(({ eventId }) => eventId),
    ).toEqual(['0100-feedback-1/0', '0100-feedback-1/1']);
  });

  test('pretty-printed documents one after the other', () => {
    const text = [1, 2]
      .map((ts) => JSON.stringify([{ event: 'deferral', ts, msg: { email: `${ts}@example.org` } }], null, 2))
      .join('\n');
    expect(readText(mandrill, text).events).toMatchObject([
      { recipient: '1@example.org' },
      { recipient: '2@example.org' },
    ]);
  });

  test('forms in parts, as Mailgun posted them with attachments', () => {
    const part = (name: string, value: string) =>
      `--b1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const text = `${part('event', 'dropped')}${part('recipient', 'a@example.org')}${part('code', '550')}${part('description', '550 5.1.1 User unknown')}${part('timestamp', '1772438400')}${part('X-Mailgun-Sid', 'x')}--b1\r\nContent-Disposition: form-data; name="attachment-1"; filename="mail.eml"\r\n\r\nFrom: x\r\n--b1--\r\n`;
    expect(gist(readText(mailgun, text).events)).toEqual([
      'bounced | a@example.org | 550 | - | 550 5.1.1 User unknown',
    ]);
    expect(mailgun.recognise(Buffer.from(text))).toBeGreaterThan(0.5);
  });

  test('forms of before 2018, with the codes that Mailgun numbers itself', () => {
    const form = (fields: Record<string, string>) =>
      new URLSearchParams({
        timestamp: '1772438400',
        token: 't',
        signature: 's',
        recipient: 'a@example.org',
        ...fields,
      }).toString();
    const text = [
      form({
        event: 'dropped',
        code: '605',
        description: 'Not delivering to previously bounced address',
        reason: 'hardfail',
      }),
      form({ event: 'bounced', code: '5.1.1', error: 'smtp;550 5.1.1 unknown', 'X-Mailgun-Tag': 'spring' }),
      form({ event: 'opened' }),
    ].join('\n');
    const { events, records } = readText(mailgun, text);
    expect(gist(events)).toEqual([
      'suppressed | a@example.org | - | - | Not delivering to previously bounced address',
      'bounced | a@example.org | - | 5.1.1 | 550 5.1.1 unknown',
    ]);
    expect(records).toEqual({ event: 2, context: 0, ignored: 1, unparsed: 0 });
  });

  test('what nobody knows is kept with its reason', () => {
    const { records, unparsed } = readText(
      formatCalled('sendgrid'),
      '[{"event":"teleported","email":"a@example.org"},{"userid":"1"}]\n{"broken":\n"text"',
    );
    expect(records).toEqual({ event: 0, context: 0, ignored: 0, unparsed: 4 });
    expect(unparsed.map(({ reason }) => reason)).toEqual([
      'unknown event "teleported"',
      'no event named',
      'neither JSON nor a form',
      'neither JSON nor a form',
    ]);
  });
});

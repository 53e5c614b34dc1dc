import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mail } from '@/lib/formats/mail';
import { readDate } from '@/lib/formats/mail/date';
import { decodeWords } from '@/lib/formats/mail/encoded-word';
import { htmlText } from '@/lib/formats/mail/html-text';
import { readMail, textOf } from '@/lib/formats/mail/mime';
import { verpRecipient } from '@/lib/formats/mail/verp';
import { generateMails } from '@/tests/bench/generate-mails';
import { parseBytes } from './parse-mail';

describe('reading mails', () => {
  test.each([
    ['7bit', 'us-ascii', Buffer.from('plain'), 'plain'],
    ['quoted-printable', 'iso-8859-1', Buffer.from('caf=E9 =\nau lait'), 'café au lait'],
    ['base64', 'utf-8', Buffer.from(Buffer.from('żółw').toString('base64')), 'żółw'],
    ['8bit', 'koi8-r', Buffer.from([0xcf, 0xdb, 0xc9, 0xc2, 0xcb, 0xc1]), 'ошибка'],
    ['8bit', 'windows-1251', Buffer.from([0xee, 0xf8, 0xe8, 0xe1, 0xea, 0xe0]), 'ошибка'],
    ['8bit', 'gb2312', Buffer.from([0xca, 0xa7, 0xb0, 0xdc]), '失败'],
    ['8bit', 'shift_jis', Buffer.from([0x8e, 0xb8, 0x94, 0x73]), '失敗'],
    ['8bit', 'euc-jp', Buffer.from([0xbc, 0xba, 0xc7, 0xd4]), '失敗'],
    ['7bit', 'iso-2022-jp', Buffer.from('\x1b$B<:GT\x1b(B'), '失敗'],
    ['8bit', 'iso-2022-jp', Buffer.from([0xbc, 0xba, 0xc7, 0xd4]), '失敗'],
    ['7bit', 'unicode-1-1-utf-7', Buffer.from('caf+AOk-'), 'café'],
    ['8bit', 'no-such-charset', Buffer.from('ümlaut'), 'ümlaut'],
    ['8bit', 'utf-8', Buffer.from([0xfc]), 'ü'],
  ])('%s, %s', (encoding, charset, body, text) => {
    const header = `Content-Type: text/plain; charset="${charset}"\nContent-Transfer-Encoding: ${encoding}\n\n`;
    expect(textOf(readMail(Buffer.concat([Buffer.from(header), body])))).toBe(text);
  });

  test('encoded words (RFC 2047)', () => {
    expect(decodeWords('=?utf-8?B?csOpcG9uc2U=?= =?iso-8859-1*fr?Q?_automatique?= !')).toBe(
      'réponse automatique !',
    );
  });

  test('HTML as a person reads it', () => {
    const html =
      '<html><head><title>x</title></head><body><p>Delivery to<br>&lt;ana&#64;example.com&gt; failed:</p><style>p{}</style><div>550&nbsp;no &amp; never</div> <bo@example.net></body></html>';
    expect(
      htmlText(html)
        .trim()
        .split(/\s*\n\s*/),
    ).toEqual(['Delivery to', '<ana@example.com> failed:', '550 no & never', '<bo@example.net>']);
  });

  test.each([
    ['Thu, 1 Feb 2024 10:00:00 +0100', Date.UTC(2024, 1, 1, 9)],
    ['1 Feb 24 10:00 EST', Date.UTC(2024, 1, 1, 15)],
    ['Thu, 01 Feb 2024 10:00:00 JST', Date.UTC(2024, 1, 1, 1)],
    ['Thu 1 Feb 1996 10:00:00', Date.UTC(1996, 1, 1, 10)],
    ['yesterday', null],
  ])('date %s', (value, expected) => {
    expect(readDate(value)).toBe(expected);
  });

  test.each([
    ['bounces+ana=example.com@example.org', 'ana@example.com'],
    ['list-bounces+ana.b=example.com@lists.example.org', 'ana.b@example.com'],
    ['list-owner-ana=example.com@lists.example.org', 'ana@example.com'],
    ['bounce+1a2b3c.4d5e6f-ana=example.com@example.org', 'ana@example.com'],
    ['SRS0=abcd=ef=example.com=ana@example.org', null],
    ['prvs=12345abcde=ana@example.org', null],
    ['plain@example.org', null],
  ])('return path %s names %s', (address, recipient) => {
    expect(verpRecipient((name) => (name === 'to' ? `<${address}>` : null))).toBe(recipient);
  });
});

describe('recognising mails', () => {
  test.each([
    ['Return-Path: <>\nFrom: a@example.com\nSubject: x\n\n', 0.9],
    [
      'From MAILER-DAEMON  Thu Feb  1 10:00:00 2024\nReturn-Path: <>\nFrom: a@example.com\nSubject: x\n\n',
      0.9,
    ],
    [
      "I'm sorry to inform you that your message could not be delivered.\n\n<ana@example.com>: 550 User unknown",
      0.1,
    ],
  ])('%j', (head, certainty) => {
    expect(mail([]).recognise(Buffer.from(head))).toBeGreaterThan(certainty);
  });

  test.each([
    'Feb  1 10:00:00 mx postfix/smtp[1]: 4TQk: to=<ana@example.com>, status=bounced (550 User unknown)',
    '{"event":"bounce","email":"ana@example.com","reason":"mailbox full"}',
    'type,timeLogged,orig,rcpt\nb,2024-02-01 10:00:00,me@example.org,ana@example.com',
    '2024-02-01 10:00:00 1AbCdE-000001-AB ** ana@example.com R=dns T=smtp: 550 User unknown',
    '',
  ])('not %j', (head) => {
    expect(mail([]).recognise(Buffer.from(head))).toBeLessThan(0.3);
  });
});

describe('any bytes', () => {
  const mails = generateMails(7, 64);

  test('never throw, and count once', () => {
    const damaged = fc
      .record({
        source: fc.constantFrom(...mails),
        cut: fc.nat(5000),
        patch: fc.uint8Array({ maxLength: 40 }),
        at: fc.nat(5000),
      })
      .map(({ source, cut, patch, at }) => {
        const bytes = Buffer.from(source);
        bytes.set(patch.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
        return bytes.subarray(0, Math.max(0, bytes.length - cut));
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 2000 }).map(Buffer.from)), (bytes) => {
        const { records, events } = parseBytes(bytes, 10);
        expect(records.event + records.ignored).toBe(1);
        expect(events.every((event, index) => event.position === 10 + index)).toBe(true);
        expect(parseBytes(bytes, 10).events).toEqual(events);
      }),
      { numRuns: 500 },
    );
  });

  test('what runs on for ever is read in time', () => {
    const head = 'From: mailer-daemon@example.org\nContent-Type: text/html\n\nfailed: ana@example.com\n';
    for (const unit of [
      ' ',
      '>',
      '-',
      '<',
      '@',
      'a@',
      '550 ',
      'host ',
      '<style',
      '<!--',
      '\n',
      'Final-Recipient: rfc822;a@b.c\n',
    ]) {
      for (const type of ['text/html', 'text/plain']) {
        const { records } = parseBytes(
          (head + unit.repeat(300_000 / unit.length)).replace('text/html', type),
        );
        expect(records.event + records.ignored).toBe(1);
      }
    }
    // What looks back at every character needs minutes for the longest of them, and runs out of this.
  }, 60_000);
});

import { describe, expect, test } from 'vitest';
import { parseMail } from './parse-mail';

const HEAD = `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: me@example.org
Date: Thu, 1 Feb 2024 10:00:00 +0100
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0`;

const part = (type: string, body: string) => `--b\nContent-Type: ${type}\n\n${body}\n`;
const multipart = (...parts: string[]) =>
  `${HEAD}\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary="b"\n\n${parts.join('')}--b--\n`;
const COPY = 'Message-ID: <one@example.org>\nFrom: me@example.org\nTo: ana@example.com\nSubject: Offers\n';
const status = (fields: string) =>
  multipart(
    part('text/plain', 'This is the mail system.'),
    part('message/delivery-status', `Reporting-MTA: dns; mx.example.org\n\n${fields}`),
    part('message/rfc822', `${COPY}\nHello`),
  );

const STATUS = `Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; 550 5.1.1 No such user
`;
const ANA = {
  outcome: 'bounced',
  recipient: 'ana@example.com',
  statusCode: '5.1.1',
  mxHost: 'mx.example.com',
  diagnostic: '550 5.1.1 No such user',
};

describe('fields of a delivery status that are not as RFC 3464 has them', () => {
  test.each<[what: string, fields: string, expected: object[]]>([
    [
      'Original-Recipient alone',
      'Original-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.1.1',
      [{ recipient: 'ana@example.com', outcome: 'bounced', statusCode: '5.1.1' }],
    ],
    [
      'a local name beside an address',
      'Original-Recipient: rfc822;ana@example.com\nFinal-Recipient: x-local;ana\nAction: failed\nStatus: 5.2.2',
      [{ recipient: 'ana@example.com', statusCode: '5.2.2' }],
    ],
    [
      'only X-Actual-Recipient is an address',
      'Final-Recipient: X-Unix; |/usr/bin/vacation\nX-Actual-Recipient: rfc822; ana@example.com\nAction: failed\nStatus: 5.3.0',
      [{ recipient: 'ana@example.com' }],
    ],
    [
      'no address type, a name before the address',
      'Final-Recipient: Ana Lima <ana@example.com>\nAction: failed\nStatus: 5.1.1',
      [{ recipient: 'ana@example.com' }],
    ],
    [
      'a quoted local part',
      'Final-Recipient: rfc822; "ana lima"@example.com\nAction: failed\nStatus: 5.1.1',
      [{ recipient: '"ana lima"@example.com' }],
    ],
    [
      'the type twice',
      'Final-Recipient: rfc822;rfc822;ana@example.com\nAction: failed\nStatus: 5.1.1',
      [{ recipient: 'ana@example.com' }],
    ],
    [
      'a status without dots or with words',
      'Final-Recipient: rfc822;ana@example.com\nAction: failed (permanent)\nStatus: 5.7.1 [blocked]\nDiagnostic-Code: 554 Go away',
      [{ statusCode: '5.7.1', diagnostic: '554 Go away' }],
    ],
    [
      'folded fields of several recipients',
      `Final-Recipient: rfc822;
 ana@example.com
Action:
 failed
Status:
\t5.1.1
Diagnostic-Code:
 smtp;
 550 5.1.1
 No such user

Final-Recipient: rfc822;
 bo@example.net
Action: delayed
Status: 4.4.1
Will-Retry-Until: Sat, 3 Feb 2024 10:00:00 +0100
Diagnostic-Code: smtp; connect to mx.example.net[192.0.2.1]:25:
 Connection timed out`,
      [
        { recipient: 'ana@example.com', outcome: 'bounced', diagnostic: '550 5.1.1 No such user' },
        {
          recipient: 'bo@example.net',
          outcome: 'deferred',
          mxHost: 'mx.example.net',
          mxIp: '192.0.2.1',
          statusCode: '4.4.1',
        },
      ],
    ],
    [
      'five actions in one report',
      ['failed', 'delayed', 'delivered', 'relayed', 'expanded']
        .map(
          (action, index) =>
            `Final-Recipient: rfc822; u${index}@example.com\nAction: ${action}\nStatus: 2.0.0`,
        )
        .join('\n\n'),
      [
        { recipient: 'u0@example.com', outcome: 'bounced' },
        { recipient: 'u1@example.com', outcome: 'deferred' },
        { recipient: 'u2@example.com', outcome: 'delivered' },
        { recipient: 'u3@example.com', outcome: 'delivered' },
        { recipient: 'u4@example.com', outcome: 'delivered' },
      ],
    ],
    [
      'a diagnostic in an encoded word (RFC 2047)',
      'Final-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp;=?utf-8?Q?550_5=2E1=2E1_Bo=C3=AEte_inconnue?=',
      [{ diagnostic: '550 5.1.1 Boîte inconnue' }],
    ],
    [
      'no diagnostic but Exchange’s own field',
      'Final-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.7.1\nX-Supplementary-Info: <mx.example.com #5.7.1 smtp;550 5.7.1 Rejected by policy>',
      [
        {
          recipient: 'ana@example.com',
          diagnostic: '550 5.7.1 Rejected by policy',
          mxHost: 'mx.example.com',
        },
      ],
    ],
    [
      'no words for whom it was delivered to',
      'Final-Recipient: rfc822;ana@example.com\nAction: relayed (to non-DSN-aware mailer)\nStatus: 2.1.5\n\nFinal-Recipient: rfc822;bo@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user',
      [
        { recipient: 'ana@example.com', outcome: 'delivered', diagnostic: null },
        { recipient: 'bo@example.net', outcome: 'bounced', diagnostic: '550 5.1.1 No such user' },
      ],
    ],
    [
      'a remote MTA of another type',
      'Final-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.1.1\nRemote-MTA: smtp; MX.example.com.\nDiagnostic-Code: smtp; 550 5.1.1 No such user',
      [{ mxHost: 'mx.example.com' }],
    ],
  ])('%s', (_, fields, expected) => {
    expect(parseMail(status(fields))).toMatchObject(expected);
    expect(parseMail(status(fields).replaceAll('\n', '\r\n'))).toMatchObject(expected);
  });
});

describe('reports whose parts are not as RFC 6522 has them', () => {
  const NOTICE = 'Your message could not be delivered.\n';
  const quoted = STATUS.replaceAll('=', '=3D').replace('No such user', 'No such=\n user');
  test.each<[what: string, source: string]>([
    [
      'quoted-printable',
      multipart(
        part('text/plain', NOTICE),
        part('message/delivery-status\nContent-Transfer-Encoding: quoted-printable', quoted),
      ),
    ],
    [
      'the status as an attached text',
      multipart(part('text/plain', NOTICE), part('text/plain; name="details.txt"', STATUS)),
    ],
    [
      'the status as an attachment of an unknown kind',
      multipart(part('text/plain', NOTICE), part('application/octet-stream; name="details.txt"', STATUS)),
    ],
    [
      'the status as an attachment of an unknown kind, in base64',
      multipart(
        part('text/plain', NOTICE),
        part(
          'application/octet-stream; name="ATT00001"\nContent-Transfer-Encoding: base64',
          Buffer.from(STATUS).toString('base64'),
        ),
      ),
    ],
    [
      'within a mail to which a list added its footer',
      `${HEAD}\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n${part('text/plain', NOTICE)}${part('message/delivery-status', STATUS)}--b--\n--o\nContent-Type: text/plain\n\n_____\nlist@example.org\n--o--\n`,
    ],
    [
      'forwarded twice',
      `From: me@example.org\nSubject: Fwd: Fwd\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\n\nFrom: bo@example.org\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: message/rfc822\n\n${multipart(part('message/delivery-status', STATUS))}\n--i--\n\n--o--\n`,
    ],
    [
      'the report forwarded in base64',
      `From: me@example.org\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n${Buffer.from(multipart(part('message/delivery-status', STATUS))).toString('base64')}\n--o--\n`,
    ],
    ['a type in capitals', multipart(part('text/plain', NOTICE), part('MESSAGE/Delivery-Status', STATUS))],
    [
      'a comment in the type',
      multipart(
        part('text/plain', NOTICE),
        part('message/delivery-status; charset=us-ascii (report)', STATUS),
      ),
    ],
    [
      'forwarded in an HTML text',
      `From: me@example.org\nSubject: Fwd: Undeliverable\nContent-Type: text/html\n\n<html><body><p>Look:</p><pre>${STATUS}</pre></body></html>`,
    ],
    [
      'forwarded in an HTML text, one line each',
      `From: me@example.org\nSubject: Fwd: Undeliverable\nContent-Type: text/html\n\n<html><body><p>Look:</p>${STATUS.split(
        '\n',
      )
        .map((line) => `<div>${line}</div>`)
        .join('')}</body></html>`,
    ],
  ])('%s', (_, source) => {
    expect(parseMail(source)).toMatchObject([ANA]);
    expect(parseMail(source.replaceAll('\n', '\r\n'))).toMatchObject([ANA]);
  });

  test('a number that only its server understands is explained by the notice', () => {
    const notice =
      'The message that you sent was undeliverable to the following:\n\tana@example.com (user not found)\n';
    const fields =
      'Final-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: X-Novell-GroupWise; D101';
    const source = multipart(
      part('text/plain', notice),
      part('message/delivery-status', `Reporting-MTA: dns; gw.example.org\n\n${fields}`),
    );
    expect(parseMail(source)).toMatchObject([{ recipient: 'ana@example.com', diagnostic: 'user not found' }]);
  });

  test('a report without a status says what its text says', () => {
    const source = multipart(
      part(
        'text/plain',
        'Sorry.\n\n<ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user',
      ),
      part('message/rfc822', `${COPY}\nHello`),
    );
    const expected = {
      recipient: 'ana@example.com',
      diagnostic: '550 5.1.1 No such user',
      messageId: 'one@example.org',
    };
    expect(parseMail(source)).toMatchObject([{ outcome: 'bounced', mxHost: 'mx.example.com', ...expected }]);
  });

  test('a report of neither is about whom the returned message was for', () => {
    const source = multipart(
      part('text/plain', NOTICE),
      part(
        'text/rfc822-headers',
        `Received: from a by b for <ana@example.com>; Thu, 1 Feb 2024 10:00:00 +0100\n${COPY}`,
      ),
    );
    expect(parseMail(source)).toMatchObject([{ outcome: 'bounced', recipient: 'ana@example.com' }]);
  });

  test('in HTML alone', () => {
    const html = `<html><body><p>Your message to <a href="mailto:ana@example.com">ana@example.com</a> couldn't be delivered.</p>
<table><tr><td>Status code:</td><td>550 5.1.1</td></tr></table>
<p>Error: 550 5.1.1 No such user</p></body></html>`;
    const source = `${HEAD}\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(html).toString('base64')}`;
    expect(parseMail(source)).toMatchObject([
      { outcome: 'bounced', recipient: 'ana@example.com', diagnostic: '550 5.1.1 No such user' },
    ]);
  });
});

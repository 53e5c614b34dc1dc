import { describe, expect, test } from 'vitest';
import { parseMail } from './parse-mail';

const report = (
  status: string,
  notice = '',
  returned = 'Message-ID: <one@example.org>\nFrom: me@example.org',
) =>
  `Return-Path: <>
From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>
To: me@example.org
Date: Thu, 1 Feb 2024 10:00:00 +0100
Subject: Returned mail
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

${notice}
--b
Content-Type: message/delivery-status

${status}
--b
Content-Type: text/rfc822-headers

${returned}
--b--
`;

const PER_MESSAGE = `Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4TQk2v1xzz
Arrival-Date: Thu, 1 Feb 2024 09:00:00 +0100
`;

describe('delivery status (RFC 3464)', () => {
  test('says what became of a recipient, where, when and why', () => {
    const [event, ...others] = parseMail(
      report(`${PER_MESSAGE}
Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1 (bad destination mailbox address)
Remote-MTA: dns; mx.example.com
Last-Attempt-Date: Thu, 1 Feb 2024 09:00:05 +0100
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.com>: Recipient address rejected:
 User unknown`),
    );
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      position: 0,
      outcome: 'bounced',
      recipient: 'ana@example.com',
      sender: 'me@example.org',
      messageId: 'one@example.org',
      queueId: '4TQk2v1xzz',
      statusCode: '5.1.1',
      mxHost: 'mx.example.com',
      mxIp: null,
      diagnostic: '550 5.1.1 <ana@example.com>: Recipient address rejected: User unknown',
      at: Date.UTC(2024, 1, 1, 8, 0, 5),
      delayMs: 5000,
    });
  });

  test.each([
    ['failed', 'bounced'],
    ['Failed (expired)', 'bounced'],
    ['delayed', 'deferred'],
    ['delivered', 'delivered'],
    ['relayed', 'delivered'],
    ['expanded', 'delivered'],
  ])('Action: %s is %s', (action, outcome) => {
    const status = `${PER_MESSAGE}\nFinal-Recipient: rfc822;ana@example.com\nAction: ${action}\nStatus: 4.0.0`;
    expect(parseMail(report(status)).map((event) => event.outcome)).toEqual([outcome]);
  });

  const TWO = [
    { recipient: 'ana@example.com', outcome: 'bounced', statusCode: '5.1.1' },
    { recipient: 'bo@example.net', outcome: 'deferred', statusCode: '4.4.1' },
  ];
  test.each([
    [
      'groups apart',
      `${PER_MESSAGE}
Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; bo@example.net
Action: delayed
Status: 4.4.1
`,
    ],
    [
      'no empty lines at all',
      `${PER_MESSAGE}Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1
Final-Recipient: rfc822; bo@example.net
Action: delayed
Status: 4.4.1
`,
    ],
    [
      'empty lines between all fields',
      `${PER_MESSAGE}

Original-Recipient: rfc822;ana@example.com

Final-Recipient: rfc822; ana@example.com

Action: failed

Status: 5.1.1


Original-Recipient: rfc822;bo@example.net

Final-Recipient: rfc822; bo@example.net

Action: delayed

Status: 4.4.1
`,
    ],
    [
      'the recipient not first, spaces before colons, addresses in brackets',
      `${PER_MESSAGE}
Action : failed
Final-Recipient : RFC822; <ana@example.com>
Status : 5.1.1

Action : delayed
Status : 4.4.1
Final-Recipient : rfc822;<bo@example.net>
`,
    ],
  ])('several recipients: %s', (_, status) => {
    expect(parseMail(report(status))).toMatchObject(TWO);
  });

  test('prefers what the sender mailed to where it was forwarded', () => {
    const status = (original: string) =>
      `${PER_MESSAGE}\nOriginal-Recipient: ${original}\nFinal-Recipient: rfc822; ana+box@store.example.com\nAction: failed\nStatus: 5.2.2`;
    expect(parseMail(report(status('rfc822;ana@example.com')))[0]?.recipient).toBe('ana@example.com');
    expect(parseMail(report(status('unknown; ana')))[0]?.recipient).toBe('ana+box@store.example.com');
  });

  test.each([
    ['rfc822; @relay.example.com:ana@example.com', 'ana@example.com'],
    ['LOCAL;<ana>', 'ana'],
    ['rfc822; ana', 'ana'],
    [String.raw`utf-8; \x{4F8B}@example.com`, '例@example.com'],
  ])('Final-Recipient: %s', (value, recipient) => {
    const status = `${PER_MESSAGE}\nFinal-Recipient: ${value}\nAction: failed\nStatus: 5.1.1`;
    expect(parseMail(report(status))[0]?.recipient).toBe(recipient);
  });

  test.each([
    ['dns; mx.example.com (192.0.2.1, the server for the domain)', 'mx.example.com', '192.0.2.1'],
    ['dns;MX.example.com.:25', 'mx.example.com', null],
    ['dns; [192.0.2.1]', null, '192.0.2.1'],
    ['192.0.2.1', null, '192.0.2.1'],
    ['dns;mx.example.com (TCP|198.51.100.9|4321|192.0.2.1|25)', 'mx.example.com', '198.51.100.9'],
  ])('Remote-MTA: %s', (value, mxHost, mxIp) => {
    const status = `${PER_MESSAGE}\nFinal-Recipient: rfc822;ana@example.com\nAction: failed\nRemote-MTA: ${value}\nStatus: 5.1.1`;
    expect(parseMail(report(status))[0]).toMatchObject({ mxHost, mxIp });
  });

  test.each([
    [
      'X-Postfix; host mx.example.com[192.0.2.1] said: 550 5.7.1 No (in reply to RCPT TO command)',
      '550 5.7.1 No',
      '5.7.1',
    ],
    ['smtp; 552 5.2.2 Over quota', '552 5.2.2 Over quota', '5.2.2'],
    [
      'smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection dropped>',
      '421 4.4.2 Connection dropped',
      '4.4.2',
    ],
    ['unknown; No such domain.', 'No such domain.', '5.0.0'],
  ])('the remote words and code count: %s', (value, diagnostic, statusCode) => {
    const status = `${PER_MESSAGE}\nFinal-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: ${value}`;
    expect(parseMail(report(status))[0]).toMatchObject({ diagnostic, statusCode });
  });

  test('folded lines that lost their indentation stay one diagnostic', () => {
    const status = `${PER_MESSAGE}
Final-Recipient: rfc822;ana@example.com
Diagnostic-Code: smtp; 550-Please: authenticate
550-mx.example.com does not relay
550 without it
Action: failed
Status: 5.7.1`;
    expect(parseMail(report(status))[0]?.diagnostic).toBe(
      '550-Please: authenticate 550-mx.example.com does not relay 550 without it',
    );
  });

  test('the notice beside it says what the status leaves out', () => {
    const notice = `The following recipient(s) could not be reached:

      ana@example.com on 2/1/2024 10:00 AM
            There was a SMTP communication problem with the recipient's email server.
            <mx.example.com #5.5.0 smtp;554 No such user>`;
    const status = `${PER_MESSAGE}\nFinal-Recipient: rfc822;ana@example.com\nAction: failed\nStatus: 5.5.0`;
    expect(parseMail(report(status, notice))[0]).toMatchObject({
      diagnostic: '554 No such user',
      statusCode: '5.5.0',
    });
  });

  test('internationalised reports (RFC 6533)', () => {
    const [event] = parseMail(
      Buffer.from(
        report(`${PER_MESSAGE}\nFinal-Recipient: utf-8; анна@пример.example\nAction: failed\nStatus: 5.1.1`)
          .replace('message/delivery-status', 'message/global-delivery-status')
          .replace('text/rfc822-headers', 'message/global-headers'),
      ),
    );
    expect(event).toMatchObject({ recipient: 'анна@пример.example', messageId: 'one@example.org' });
  });

  test('a report whose content nobody collected is a bounce of nobody known', () => {
    const source = report('').split('\n--b')[0]!;
    expect(parseMail(`${source}\n<<< No Message Collected >>>\n`)).toMatchObject([
      { outcome: 'bounced', recipient: null },
    ]);
  });
});

describe('reports bent out of shape', () => {
  const status = `Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ana@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
`;
  const expected = [
    {
      recipient: 'ana@example.com',
      outcome: 'bounced',
      statusCode: '5.1.1',
      diagnostic: '550 5.1.1 User unknown',
    },
  ];

  test.each([
    [
      'no Content-Type of its own',
      `From: postmaster@example.org\nSubject: Undeliverable\n\nSorry.\n\n${status}`,
    ],
    [
      'the fields in a text part',
      `From: postmaster@example.org\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n${status}\n--b--\n`,
    ],
    [
      'a boundary other than declared',
      `From: postmaster@example.org\nContent-Type: multipart/report; boundary="declared"\n\n--other\nContent-Type: text/plain\n\nSorry.\n--other\nContent-Type: message/delivery-status\n\n${status}\n--other--\n`,
    ],
    [
      'no boundary declared',
      `From: postmaster@example.org\nContent-Type: multipart/report\n\n--other\nContent-Type: message/delivery-status\n\n${status}\n--other--\n`,
    ],
    [
      'the status in base64',
      `From: postmaster@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n${Buffer.from(status).toString('base64')}\n--b--\n`,
    ],
    [
      'the status as the mail itself',
      `From: postmaster@example.org\nContent-Type: message/delivery-status\n\n${status}`,
    ],
    [
      'cut off in its midst',
      `From: postmaster@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${status.trimEnd()}`,
    ],
    [
      'forwarded inline by a person',
      `From: me@example.org\nSubject: Fwd: Undeliverable\n\nLook:\n\n${status.replace(/^/gm, '> ')}`,
    ],
    [
      'forwarded as an attachment',
      `From: me@example.org\nSubject: Look\nContent-Type: multipart/mixed; boundary=f\n\n--f\nContent-Type: text/plain\n\nSee attached.\n--f\nContent-Type: message/rfc822\n\nFrom: postmaster@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n${status}\n--b--\n\n--f--\n`,
    ],
  ])('%s', (_, source) => {
    expect(parseMail(source)).toMatchObject(expected);
    expect(parseMail(source.replaceAll('\n', '\r\n'))).toMatchObject(expected);
  });
});

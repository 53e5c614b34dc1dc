import { describe, expect, test } from 'vitest';
import { parseMail } from './parse-mail';

const feedback = (
  fields: string,
  copy = 'From: me@example.org\nTo: ana@example.com\nMessage-ID: <one@example.org>',
) =>
  `From: feedback@example.com
To: abuse@example.org
Date: Thu, 1 Feb 2024 10:00:00 +0000
Subject: FW: Offers
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

This is an email abuse report.
--b
Content-Type: message/feedback-report

${fields}
--b
Content-Type: message/rfc822

${copy}

550 5.1.1 This text belongs to the reported mail.
--b--
`;

describe('feedback reports', () => {
  test('RFC 5965', () => {
    const source = feedback(`Feedback-Type: abuse
User-Agent: Example/1.0
Version: 1
Original-Mail-From: <bounces@example.org>
Original-Rcpt-To: <ana@example.com>
Arrival-Date: Thu, 1 Feb 2024 08:00:00 +0000
Source-IP: 192.0.2.7
Reported-Domain: example.org`);
    expect(parseMail(source)).toMatchObject([
      {
        outcome: 'complained',
        feedbackType: 'abuse',
        recipient: 'ana@example.com',
        sender: 'bounces@example.org',
        messageId: 'one@example.org',
        sendingIp: '192.0.2.7',
        reportedDomain: 'example.org',
        // When it was complained, not when the mail arrived: alerts look at the last hours.
        at: Date.UTC(2024, 1, 1, 10),
      },
    ]);
  });

  test('one event for each recipient that it names', () => {
    const source = feedback(
      'Feedback-Type: fraud\nOriginal-Rcpt-To: <ana@example.com>\nOriginal-Rcpt-To: <bo@example.net>',
    );
    expect(parseMail(source).map(({ recipient, position }) => [recipient, position])).toEqual([
      ['ana@example.com', 0],
      ['bo@example.net', 1],
    ]);
  });

  test('a redacted report counts without a recipient, or with the copy’s', () => {
    expect(parseMail(feedback('Feedback-Type: abuse', 'From: me@example.org'))).toMatchObject([
      { outcome: 'complained', recipient: null },
    ]);
    expect(parseMail(feedback('Feedback-Type: abuse'))).toMatchObject([{ recipient: 'ana@example.com' }]);
  });

  test('a redacted report is about whom the return path names', () => {
    const redacted = 'From: me@example.org\nTo: [redacted]';
    const fields = 'Feedback-Type: abuse\nOriginal-Mail-From: <bounces+ana=example.com@news.example.org>';
    expect(parseMail(feedback(fields, redacted))).toMatchObject([
      { recipient: 'ana@example.com', sender: 'bounces+ana=example.com@news.example.org' },
    ]);
    const copy = `Return-Path: <list-bounces-ana=example.com@example.org>\n${redacted}`;
    expect(parseMail(feedback('Feedback-Type: abuse', copy))).toMatchObject([
      { recipient: 'ana@example.com' },
    ]);
    // A forwarder's own rewriting names the sender, not the recipient.
    const forwarded = 'Feedback-Type: abuse\nOriginal-Mail-From: <SRS0=ab=cd=example.net=ana@example.org>';
    expect(parseMail(feedback(forwarded, redacted))).toMatchObject([{ recipient: null }]);
  });

  test('whatever encoding and types its parts have', () => {
    const fields = 'Feedback-Type: Abuse\nOriginal-Rcpt-To: ana@example.com\nSource-IP: 192.0.2.7';
    const expected = [{ outcome: 'complained', feedbackType: 'abuse', recipient: 'ana@example.com' }];
    const encoded = feedback(Buffer.from(fields).toString('base64')).replace(
      'message/feedback-report',
      'Message/Feedback-Report\nContent-Transfer-Encoding: base64',
    );
    expect(parseMail(encoded)).toMatchObject(expected);
    expect(parseMail(feedback(fields).replace('message/rfc822', 'text/rfc822-headers'))).toMatchObject(
      expected,
    );
    expect(parseMail(feedback(fields).replace('message/feedback-report', 'text/plain'))).toMatchObject(
      expected,
    );
    expect(
      parseMail(feedback(fields).replace('message/feedback-report', 'application/octet-stream')),
    ).toMatchObject(expected);
  });

  test('RFC 6591 and opt-out', () => {
    expect(parseMail(feedback('Feedback-Type: auth-failure\nAuth-Failure: dkim'))).toMatchObject([
      { feedbackType: 'auth-failure', diagnostic: 'dkim' },
    ]);
    expect(parseMail(feedback('Feedback-Type: opt-out\nRemoval-Recipient: bo@example.net'))).toMatchObject([
      { feedbackType: 'opt-out', recipient: 'bo@example.net' },
    ]);
  });

  test('RFC 6430: what is no spam is no complaint', () => {
    expect(parseMail(feedback('Feedback-Type: not-spam\nOriginal-Rcpt-To: <ana@example.com>'))).toEqual([]);
  });

  test('Hotmail before ARF', () => {
    const source = `From: staff@example.com
Subject: complaint about message from 192.0.2.7
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: message/rfc822

X-HmXmrOriginalRecipient: ana@example.com
From: me@example.org
To: somebody.else@example.com
Message-ID: <one@example.org>

Hello
--b--
`;
    expect(parseMail(source)).toMatchObject([
      {
        outcome: 'complained',
        feedbackType: 'abuse',
        recipient: 'ana@example.com',
        sendingIp: '192.0.2.7',
        messageId: 'one@example.org',
      },
    ]);
  });

  test('an unsubscription that Apple Mail sends for its user', () => {
    const source =
      'From: ana@example.com\nTo: unsubscribe@example.org\nSubject: unsubscribe\nAuto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\n\nunsubscribe';
    expect(parseMail(source)).toMatchObject([
      { outcome: 'complained', feedbackType: 'opt-out', recipient: 'ana@example.com' },
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { parseMail } from './parse-mail';

const mail = (headers: string, text: string) =>
  `${headers}\nTo: me@example.org\nDate: Thu, 1 Feb 2024 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;

/** What programs send that is about no delivery of ours, though some of its words are a bounce's. */
describe('mail of programs that is no bounce', () => {
  test.each<[what: string, headers: string, text: string]>([
    [
      'Gmail’s vacation reply',
      'Return-Path: <>\nFrom: Ana <ana@example.com>\nSubject: Away Re: Offers\nAuto-Submitted: auto-replied\nPrecedence: bulk\nX-Autoreply: yes',
      'I cannot be reached until Monday. Your message could not be forwarded; write to bo@example.com.',
    ],
    [
      'Sieve vacation',
      'Return-Path: <>\nFrom: ana@example.com\nSubject: Auto: Offers\nAuto-Submitted: auto-replied (vacation)',
      'I am away, mail to bo@example.com instead.',
    ],
    [
      'qmail’s autoresponder',
      'Return-Path: <>\nFrom: ana@example.com\nSubject: Re: Offers\nPrecedence: junk\nX-Mailer: qmail-autoresponder',
      'Thank you for your message to ana@example.com. It has been received.',
    ],
    [
      'who has left',
      'Return-Path: <>\nFrom: Ana <ana@example.com>\nSubject: Automatic reply: Offers\nX-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated',
      'Ana is no longer with us. This mailbox is not monitored, your message will not be forwarded. Please contact bo@example.com.',
    ],
    [
      'a ticket system',
      'Return-Path: <support@example.com>\nFrom: Support <support@example.com>\nSubject: [#4711] Offers\nAuto-Submitted: auto-generated\nPrecedence: bulk',
      'Your message has been received. Reply to support@example.com. Do not reply if your problem: "550 error" is solved.',
    ],
    [
      'BoxTrapper',
      'Return-Path: <ana@example.com>\nFrom: ana@example.com\nSubject: Your email requires verification verify#abcDEF123',
      'The message you sent requires that you verify that you are a real live human being and not a spam source. To complete this verification, simply reply to this message and leave the subject line intact. Your message to ana@example.com has not been delivered yet.',
    ],
    [
      'TMDA',
      'Return-Path: <ana-confirm-1.2.abc@example.com>\nFrom: ana@example.com\nSubject: Please confirm your message\nPrecedence: bulk\nX-Delivery-Agent: TMDA/1.0',
      'This message was created automatically by mail delivery software (TMDA). Your message attached below is being held because the address <me@example.org> has not been verified. To release your message for delivery, please send an empty message to the following address.',
    ],
    [
      'Spam Arrest',
      'Return-Path: <noreply@spamarrest.example>\nFrom: ana@example.com\nSubject: Re: Offers (verification)',
      'I am protecting myself from receiving junk mail. Please click the link below to complete the verification process. You have to do this only once.',
    ],
    [
      'EarthLink',
      'Return-Path: <>\nFrom: ana@earthlink.example\nSubject: Re: Offers (automated spamBlocker request)\nAuto-Submitted: auto-replied',
      'I apologize for this automatic reply to your email. To control spam, I now allow incoming messages only from senders I have approved beforehand. Your message will not be delivered until you are approved.',
    ],
    [
      'UOL',
      'Return-Path: <>\nFrom: AntiSpam UOL <nao-responda@uol.example>\nSubject: Re: Offers - AntiSpam UOL',
      'ANTISPAM UOL: Olá, você enviou uma mensagem para ana@example.com. Para que sua mensagem seja encaminhada, por favor, clique aqui.',
    ],
    [
      'Postfix’s notice to its postmaster of mail that others wanted to leave',
      'Return-Path: <>\nFrom: MAILER-DAEMON@mail.example.org (Mail Delivery System)\nSubject: Postfix SMTP server: errors from client.example.com[192.0.2.5]',
      'Transcript of session follows.\n\n Out: 220 mail.example.org ESMTP\n In:  RCPT TO:<ana@example.org>\n Out: 550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown',
    ],
    [
      'a quarantine digest',
      'Return-Path: <quarantine@example.org>\nFrom: Quarantine <quarantine@example.org>\nSubject: End User Digest: 2 New Messages',
      'The emails listed below have been placed in your personal Quarantine and were not delivered.\n\nana@example.com   Cheap watches\nbo@example.net    Delivery failed',
    ],
    [
      'DMARC aggregate report',
      'Return-Path: <noreply-dmarc-support@google.example>\nFrom: noreply-dmarc-support@google.example\nSubject: Report domain: example.org Submitter: google.example Report-ID: 123',
      'This is an aggregate report. Messages failed: 3. Contact postmaster@example.com.',
    ],
    [
      'a moderated list',
      'Return-Path: <list-bounces@example.com>\nFrom: list-owner@example.com\nSubject: Your message to list awaits moderator approval\nX-BeenThere: list@example.com\nPrecedence: bulk',
      'Your mail to list@example.com with the subject Offers is being held until the list moderator can review it for approval.',
    ],
    [
      'notice that a message went on (Exchange)',
      'Return-Path: <>\nFrom: postmaster@example.com\nSubject: Relayed: Offers',
      'Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:\n\nana@example.com\n\nSubject: Offers',
    ],
    [
      'notice of delivery (Postfix)',
      'Return-Path: <>\nFrom: MAILER-DAEMON@example.com (Mail Delivery System)\nSubject: Successful Mail Delivery Report',
      'This is the mail system at host mail.example.com.\n\nYour message was successfully delivered to the destination(s)\nlisted below. If the message was delivered to mailbox you will\nreceive no further notifications.\n\n                   The mail system\n\n<ana@example.com>: delivery via mx.example.com[192.0.2.1]:25: 250 2.0.0 Ok',
    ],
    [
      'Italian certified mail, delivered',
      'Return-Path: <posta-certificata@pec.example>\nFrom: posta-certificata@pec.example\nSubject: CONSEGNA: Offerta\nX-Ricevuta: avvenuta-consegna',
      'Ricevuta di avvenuta consegna\n\nIl giorno 01/02/2024 alle ore 10:00:05 (+0100) il messaggio "Offerta" proveniente da "me@example.org" ed indirizzato a "ana@example.com" è stato consegnato nella casella di destinazione.',
    ],
  ])('%s', (_, headers, text) => {
    expect(parseMail(mail(headers, text))).toEqual([]);
  });

  test('a report on TLS (RFC 8460) is no report on delivery', () => {
    const source = `Return-Path: <noreply-smtp-tls-reporting@example.com>
From: noreply-smtp-tls-reporting@example.com
To: tls@example.org
Subject: Report Domain: example.org Submitter: example.com Report-ID: <1>
TLS-Report-Domain: example.org
TLS-Report-Submitter: example.com
Content-Type: multipart/report; report-type="tlsrpt"; boundary=b

--b
Content-Type: text/plain

This is an aggregate TLS report from example.com. 3 sessions failed: delivery failures are listed below.
Contact admin2@example.com.
--b
Content-Type: application/tlsrpt+gzip
Content-Transfer-Encoding: base64

H4sIAAAAAAAAA6tWUEpUslJQ
--b--
`;
    expect(parseMail(source)).toEqual([]);
  });
});

describe('bounces that look like answers', () => {
  test.each<[what: string, headers: string, text: string]>([
    [
      'Postfix marks its reports as replies',
      'Return-Path: <>\nFrom: MAILER-DAEMON@example.org (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied',
      '<ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user',
    ],
    [
      'Precedence: junk',
      'Return-Path: <>\nFrom: MAILER-DAEMON@example.org\nSubject: failure notice\nPrecedence: junk',
      'Your message could not be delivered to the following recipients:\n\nana@example.com\n550 5.1.1 No such user',
    ],
  ])('%s', (_, headers, text) => {
    expect(parseMail(mail(headers, text))).toMatchObject([
      { outcome: 'bounced', recipient: 'ana@example.com' },
    ]);
  });
});

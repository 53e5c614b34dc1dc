import { expect, test } from 'vitest';
import { parseBytes } from './parse-mail';

const OTHER_MAIL: Record<string, string> = {
  'an absence notice': `Return-Path: <>
From: Ana <ana@example.com>
Subject: Out of Office: Offers
Auto-Submitted: auto-replied

I am away until Monday. Please write to bo@example.com if your message cannot wait.`,
  'an absence notice in German': `Return-Path: <>
From: Ana <ana@example.com>
Subject: Automatische Antwort: Angebote

Ich bin nicht erreichbar. Ihre Nachricht wird nicht weitergeleitet.`,
  'a person who has left': `Return-Path: <>
From: Ana <ana@example.com>
Subject: Re: Offers
Auto-Submitted: auto-replied

Ana no longer works here. Her mailbox is not read any more, please write to bo@example.com instead.`,
  'a read receipt': `From: Ana <ana@example.com>
Subject: Read: Offers
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: text/plain

Your message was read on Thursday.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;ana@example.com
Disposition: manual-action/MDN-sent-manually; displayed
--b--
`,
  'a receipt of mail deleted unread': `From: Ana <ana@example.com>
Subject: Not read: Offers
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: text/plain

Your message was deleted without being read on Thursday.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;ana@example.com
Disposition: automatic-action/MDN-sent-automatically; deleted
--b--
`,
  'a receipt that lost its structure': `From: Ana <ana@example.com>
Subject: Read: Offers

Your message was read on Thursday.

Final-Recipient: rfc822;ana@example.com
Disposition: manual-action/MDN-sent-manually; displayed`,
  'a demand to confirm oneself': `Return-Path: <confirm@example.com>
From: ana@example.com
Subject: Please confirm your message

Your message to ana@example.com is held until you confirm that you are a person.`,
  'a newsletter about undelivered things': `Return-Path: <bounce@example.com>
From: Shop <news@example.com>
Subject: Nothing can fail this week
List-Unsubscribe: <mailto:leave@example.com>

550 offers! If your parcel could not be delivered, write to parcels@example.com.`,
  'a parcel service': `Return-Path: <mail@parcels.example.com>
From: Parcels <mail@parcels.example.com>
Subject: Delivery failed: your parcel

Your parcel could not be delivered to the following address:
1 Main Street, Springfield. Questions? clerk@parcels.example.com`,
  'somebody asking about a bounce': `Return-Path: <ana@example.com>
From: Ana <ana@example.com>
Subject: Re: Undelivered Mail Returned to Sender

Hi, what does this mean?

> <bo@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown`,
  'a mail with another attached': `From: Ana <ana@example.com>
Subject: Original as attachment
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See below.
--b
Content-Type: message/rfc822

From: bo@example.net
To: ana@example.com
Subject: Hello

Hello!
--b--
`,
  'a moderator’s queue': `Return-Path: <list-bounces@example.com>
From: list-bounces@example.com
Subject: Your message to List awaits moderator approval

Your mail to 'List' is being held until the list moderator can review it.`,
  'nothing at all': '',
};

test.each(Object.entries(OTHER_MAIL))('%s yields nothing and is ignored', (_, source) => {
  const { events, records, unparsed } = parseBytes(source);
  expect(events).toEqual([]);
  expect(records).toEqual({ event: 0, context: 0, ignored: 1, unparsed: 0 });
  expect(unparsed).toEqual([]);
});

test('a filter that refuses in the guise of a receipt has refused (RFC 5429)', () => {
  const source = OTHER_MAIL['a receipt of mail deleted unread']!.replace(
    /^Your message was .*$/m,
    'Your message to <ana@example.com> was automatically rejected:\nQuota exceeded',
  ).replace('From: Ana <ana@example.com>', 'From: Mail Delivery Subsystem <postmaster@example.com>');
  expect(parseBytes(source).events).toMatchObject([{ outcome: 'bounced', recipient: 'ana@example.com' }]);
});

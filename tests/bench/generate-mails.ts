/** Mails as a bounce mailbox gets them, the same for the same seed: seven reports of eight, and one other mail. */
export function generateMails(seed: number, count: number): Buffer[] {
  const random = sequence(seed);
  const pick = <T>(rows: readonly T[]): T => rows[Math.floor(random() * rows.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const recipient = `user${Math.floor(random() * 1e6)}@${pick(DOMAINS)}`;
    const mail = {
      recipient,
      domain: recipient.split('@')[1]!,
      index,
      answer: pick(ANSWERS),
      filler: filler(random),
    };
    return Buffer.from(pick(TEMPLATES)(mail));
  });
}

interface Mail {
  recipient: string;
  domain: string;
  index: number;
  answer: string;
  /** Text of the returned message. */
  filler: string;
}

const DOMAINS = ['example.com', 'example.net', 'mail.example.org', 'example.de'];
const ANSWERS = [
  '550 5.1.1 <user@example.com>: Recipient address rejected: User unknown',
  '552 5.2.2 Mailbox full',
  '550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n 550 5.7.26 Authenticate with SPF or DKIM',
  '421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume',
];

const TEMPLATES: readonly ((mail: Mail) => string)[] = [
  postfixReport,
  postfixReport,
  postfixReport,
  exchangeReport,
  complaint,
  exim,
  qmail,
  newsletter,
];

/** Trace and signature fields are most of what a real mail's header holds. */
const trace = ({ index, domain }: Mail): string =>
  `Return-Path: <>
Delivered-To: bounces@example.org
Received: from mx1.${domain} (mx1.${domain} [192.0.2.${index % 250}])
	by mx.example.org (Postfix) with ESMTPS id 4T${index}
	for <bounces@example.org>; Thu,  1 Feb 2024 10:00:00 +0000 (UTC)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=mail;
	h=from:to:subject:date:message-id; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
	b=${'dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSb'.repeat(8)}
Authentication-Results: mx.example.org; dkim=pass header.d=${domain}; spf=pass
`;

const returned = ({ recipient, index, filler: text }: Mail): string =>
  `Return-Path: <bounces@example.org>
Received: from app.example.org (app.example.org [198.51.100.7])
	by out.example.org (Postfix) with ESMTP id 9F${index}
	for <${recipient}>; Thu,  1 Feb 2024 09:59:58 +0000 (UTC)
From: News <news@example.org>
To: ${recipient}
Subject: Our offers of the week
Message-ID: <offer-${index}@example.org>
Date: Thu, 1 Feb 2024 09:59:57 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${text}`;

function postfixReport(mail: Mail): string {
  const boundary = `4T${mail.index}.1706781600/mx.example.org`;
  return `${trace(mail)}Date: Thu,  1 Feb 2024 10:00:00 +0000 (UTC)
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="${boundary}"
Message-Id: <report-${mail.index}@mx.example.org>

This is a MIME-encapsulated message.

--${boundary}
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<${mail.recipient}>: host mx.${mail.domain}[192.0.2.25] said: ${mail.answer} (in reply to RCPT TO command)

--${boundary}
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
X-Postfix-Queue-ID: 4T${mail.index}
X-Postfix-Sender: rfc822; bounces@example.org
Arrival-Date: Thu,  1 Feb 2024 09:59:58 +0000 (UTC)

Final-Recipient: rfc822; ${mail.recipient}
Original-Recipient: rfc822;${mail.recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.${mail.domain}
Diagnostic-Code: smtp; ${mail.answer}

--${boundary}
Content-Description: Undelivered Message
Content-Type: message/rfc822

${returned(mail)}
--${boundary}--
`;
}

function exchangeReport(mail: Mail): string {
  return `${trace(mail)}From: <postmaster@${mail.domain}>
To: <bounces@example.org>
Date: Thu, 1 Feb 2024 10:00:00 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="b-${mail.index}"
Subject: Undeliverable: Our offers of the week
Auto-Submitted: auto-replied

--b-${mail.index}
Content-Type: multipart/alternative; boundary="a-${mail.index}"

--a-${mail.index}
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to ${mail.recipient} couldn't be delivered.

--a-${mail.index}
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body>${'<p style=3D"margin:0">The address may be misspelled.</p>\n'.repeat(30)}</body></html>

--a-${mail.index}--

--b-${mail.index}
Content-Type: message/delivery-status

Reporting-MTA: dns;srv.${mail.domain}
Received-From-MTA: dns;out.example.org
Arrival-Date: Thu, 1 Feb 2024 09:59:59 +0000

Final-Recipient: rfc822;${mail.recipient}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found

--b-${mail.index}
Content-Type: message/rfc822

${returned(mail)}
--b-${mail.index}--
`;
}

function complaint(mail: Mail): string {
  return `${trace(mail)}From: feedback@${mail.domain}
To: abuse@example.org
Date: Thu, 1 Feb 2024 10:00:00 +0000
Subject: FW: Our offers of the week
Content-Type: multipart/report; report-type=feedback-report; boundary="c-${mail.index}"

--c-${mail.index}
Content-Type: text/plain

This is an email abuse report.

--c-${mail.index}
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Example/1.0
Version: 1
Original-Mail-From: <bounces@example.org>
Original-Rcpt-To: <${mail.recipient}>
Arrival-Date: Thu, 1 Feb 2024 09:00:00 +0000
Source-IP: 198.51.100.7

--c-${mail.index}
Content-Type: message/rfc822

${returned(mail)}
--c-${mail.index}--
`;
}

function exim(mail: Mail): string {
  return `${trace(mail)}From: Mail Delivery System <Mailer-Daemon@${mail.domain}>
To: bounces@example.org
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: ${mail.recipient}
Date: Thu, 01 Feb 2024 10:00:00 +0000

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${mail.recipient}
    SMTP error from remote mail server after RCPT TO:<${mail.recipient}>:
    host mx.${mail.domain} [192.0.2.25]: ${mail.answer}

------ This is a copy of the message, including all the headers. ------

${returned(mail)}`;
}

function qmail(mail: Mail): string {
  return `${trace(mail)}From: MAILER-DAEMON@${mail.domain}
To: bounces@example.org
Subject: failure notice
Date: 1 Feb 2024 10:00:00 -0000

Hi. This is the qmail-send program at ${mail.domain}.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${mail.recipient}>:
192.0.2.25 does not like recipient.
Remote host said: ${mail.answer}
Giving up on 192.0.2.25.

--- Below this line is a copy of the message.

${returned(mail)}`;
}

function newsletter(mail: Mail): string {
  return `${trace(mail).replace('<>', '<bounce@example.com>')}${returned(mail).slice(returned(mail).indexOf('From:'))}`;
}

const WORDS =
  'the offer of this week is a chair that nobody could have delivered to you sooner than we do'.split(' ');

/** One to four kilobytes of prose. */
function filler(random: () => number): string {
  const lines = 15 + Math.floor(random() * 45);
  return Array.from({ length: lines }, () =>
    Array.from({ length: 12 }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' '),
  ).join('\n');
}

/** Mulberry32: a small generator of the same numbers for the same seed. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

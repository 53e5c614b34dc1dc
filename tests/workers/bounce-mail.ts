/** A report of the kind that Postfix sends (RFC 3464); `n` numbers it. */
export function report(n: number, { to = 'bounces@return.example', names = true } = {}): string {
  const recipient = names ? `Final-Recipient: rfc822; user${n}@example.org\r\n` : '';
  return `Received: by mx.example.org (Postfix) id ${n}\r
Date: Mon, 5 Jan 2026 00:00:00 +0000\r
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)\r
Subject: Undelivered Mail Returned to Sender\r
To: ${to}\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b${n}"\r
Message-Id: <report-${n}@mx.example.org>\r
\r
--b${n}\r
Content-Type: text/plain\r
\r
I'm sorry to have to inform you that your message could not be delivered.\r
\r
--b${n}\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example.org\r
\r
${recipient}Action: failed\r
Status: 5.1.1\r
Remote-MTA: dns; mx.example.net\r
Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
\r
--b${n}--\r
`;
}

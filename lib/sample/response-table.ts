import { broken, type Response, refused, said, unreached } from './response';

/**
 * What hosts answer, by the name that destinations and the story call it. The codes are those of the providers' own
 * lists: Gmail (support.google.com/a/answer/3726730), Exchange Online and Outlook.com (postmaster pages), Yahoo
 * (senders.yahooinc.com), Apple, Comcast, GMX, Orange, Mimecast; the words of the rest are those of common servers.
 */
export const RESPONSES = {
  'gmail/no-such-user': said(
    'RCPT TO',
    "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. For more information, go to 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser {token} - gsmtp",
  ),
  'gmail/disabled': said(
    'RCPT TO',
    '550-5.2.1 The email account that you tried to reach is inactive. For more 550-5.2.1 information, go to 550 5.2.1  https://support.google.com/mail/?p=DisabledUser {token} - gsmtp',
  ),
  'gmail/out-of-storage': said(
    'RCPT TO',
    "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452-4.2.2 recipient to 452 4.2.2  https://support.google.com/mail/?p=OverQuotaTemp {token} - gsmtp",
  ),
  'gmail/over-quota': said(
    'RCPT TO',
    "552-5.2.2 The recipient's inbox is out of storage space and inactive. Please 552-5.2.2 direct the recipient to 552 5.2.2  https://support.google.com/mail/?p=OverQuotaPerm {token} - gsmtp",
  ),
  'gmail/unauthenticated-deferred': said(
    'end of DATA',
    '421-4.7.26 This mail has been rate limited because it is unauthenticated. Gmail 421-4.7.26 requires all senders to authenticate with either SPF or DKIM. 421-4.7.26  421-4.7.26  Authentication results: 421-4.7.26  DKIM = did not pass 421-4.7.26  SPF [{domain}] with ip: [{ip}] = did not pass 421-4.7.26  421-4.7.26  For instructions on setting up authentication, go to 421 4.7.26  https://support.google.com/mail/answer/81126#authentication {token} - gsmtp',
  ),
  'gmail/spf-deferred': said(
    'end of DATA',
    "421-4.7.27 This email has been rate limited because SPF authentication didn't 421-4.7.27 pass for this message. Gmail requires all bulk email senders to 421-4.7.27 authenticate their email with SPF. For more information, go to 421 4.7.27  https://support.google.com/a?p=sender-guidelines-ip {token} - gsmtp",
  ),
  'gmail/unauthenticated': said(
    'end of DATA',
    '550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. 550-5.7.26  550-5.7.26  Authentication results: 550-5.7.26  DKIM = did not pass 550-5.7.26  SPF [{domain}] with ip: [{ip}] = did not pass 550-5.7.26  550-5.7.26  For instructions on setting up authentication, go to 550 5.7.26  https://support.google.com/mail/answer/81126#authentication {token} - gsmtp',
  ),
  'gmail/unusual-rate': said(
    'end of DATA',
    '421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating 421-4.7.28 from your IP address [{ip}]. To protect our users from spam, mail sent from 421-4.7.28 your IP address has been temporarily rate limited. For more information, 421-4.7.28 go to 421 4.7.28  https://support.google.com/mail/?p=UnsolicitedRateLimitError {token} - gsmtp',
  ),
  'gmail/likely-unsolicited': said(
    'end of DATA',
    '550-5.7.1 [{ip}] Gmail has detected that this message is likely unsolicited 550-5.7.1 mail. To reduce the amount of spam sent to Gmail, this message has been 550-5.7.1 blocked. For more information, go to 550 5.7.1  https://support.google.com/mail/?p=UnsolicitedMessageError {token} - gsmtp',
  ),
  'gmail/security-issue': said(
    'end of DATA',
    '552-5.7.0 This message was blocked because its content presents a potential 552-5.7.0 security issue. To review our message content guidelines, go to 552 5.7.0  https://support.google.com/mail/?p=BlockedMessage {token} - gsmtp',
  ),

  'outlook/no-such-user': said(
    'RCPT TO',
    '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [{edge} {time} {upperToken}]',
  ),
  'outlook/block-list': said(
    'MAIL FROM',
    "550 5.7.1 Unfortunately, messages from [{ip}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140). You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors. [{edge} {time} {upperToken}]",
  ),
  'outlook/rate-limited': said(
    'MAIL FROM',
    '451 4.7.650 The mail server [{ip}] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://aka.ms/postmaster (S775) [{edge} {time} {upperToken}]',
  ),
  'outlook/bulk-requirements': said(
    'end of DATA',
    "550 5.7.515 Access denied, sending domain {domain} doesn't meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender. To learn how to fix this see: https://go.microsoft.com/fwlink/p/?linkid=2319303 Spf= Pass , Dkim= Fail , DMARC= Fail [{edge} {time} {upperToken}]",
  ),
  'exchange/access-denied': said(
    'RCPT TO',
    '550 5.4.1 Recipient address rejected: Access denied. For more information see https://aka.ms/EXOSmtpErrors [{edge} {time} {upperToken}]',
  ),
  'exchange/not-found': said(
    'end of DATA',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {recipient} not found by SMTP address lookup',
  ),
  'exchange/busy': said(
    'RCPT TO',
    '451 4.7.500 Server busy. Please try again later from [{ip}]. (S77719) [{edge} {time} {upperToken}]',
  ),
  'exchange/mailbox-full': said(
    'RCPT TO',
    '452 4.2.2 The mailbox is full and cannot accept messages at this time [{edge} {time} {upperToken}]',
  ),

  'yahoo/no-such-user': said('end of DATA', '552 1 Requested mail action aborted, mailbox not found'),
  'yahoo/disabled': said(
    'end of DATA',
    '554 30 Sorry, your message to {recipient} cannot be delivered. This mailbox is disabled (554.30).',
  ),
  'yahoo/volume-or-complaints': said(
    'MAIL FROM',
    '421 4.7.0 [TSS04] Messages from {ip} temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes',
  ),
  'yahoo/policy': said(
    'end of DATA',
    '554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes',
  ),

  'apple/no-such-user': said('RCPT TO', '550 5.1.1 <{recipient}>: user does not exist'),
  'apple/over-quota': said('RCPT TO', '552 5.2.2 <{recipient}>: user is over quota'),
  'apple/local-policy': said(
    'end of DATA',
    '554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137',
  ),

  'comcast/no-such-user': said('RCPT TO', '550 5.1.1 Not our Customer'),
  'comcast/throttled': refused('421 {mx} comcast {ip} Throttled. Try again later. RL000001'),
  'comcast/block-list': refused(
    '554 {mx} comcast {ip} Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000001',
  ),
  'comcast/over-quota': said('RCPT TO', '552 5.2.2 <{recipient}> recipient overquota'),

  'gmx/no-such-user': said(
    'RCPT TO',
    '550-Requested action not taken: mailbox unavailable 550 For explanation visit https://postmaster.gmx.net/en/case?c=r0601&i=ip&v={ip}&r={upperToken}',
  ),
  'gmx/mailbox-full': said('RCPT TO', '552 Requested mail action aborted: exceeded storage allocation'),
  'gmx/too-many-connections': refused(
    '421-gmx.net (mxgmx114) Nemesis ESMTP Service not available 421-Service closing transmission channel 421 For explanation visit https://postmaster.gmx.net/en/error-messages?ip={ip}&c=hc',
  ),
  't-online/no-such-user': said('RCPT TO', '550 5.1.1 <{recipient}>... User unknown'),
  't-online/reputation': refused(
    '554 IP={ip} - None/bad reputation. Ask your postmaster for help or to contact the postmaster of t-online.de for reset. (NOWL)',
  ),
  'orange/no-such-user': said(
    'RCPT TO',
    '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]',
  ),
  'orange/over-quota': said(
    'RCPT TO',
    '552 5.2.2 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]',
  ),
  'orange/too-many-connections': refused(
    '421 {mx} ME Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]',
  ),

  'mimecast/no-such-user': said(
    'RCPT TO',
    '550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [{token}.uk83]',
  ),
  'mimecast/greylisted': said(
    'RCPT TO',
    '451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451 [{token}.uk83]',
  ),
  'mimecast/security-policy': said(
    'end of DATA',
    '554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554 [{token}.uk83]',
  ),
  'proofpoint/no-such-user': said(
    'RCPT TO',
    '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown',
  ),
  'proofpoint/block-list': refused('554 Blocked - see https://ipcheck.proofpoint.com/?ip={ip}'),

  'host/no-such-user': said(
    'RCPT TO',
    '550 5.1.1 <{recipient}>: Recipient address rejected: User unknown in virtual mailbox table',
  ),
  'host/no-such-user-german': said('RCPT TO', '550 5.1.1 <{recipient}>: Empfaenger unbekannt'),
  'host/greylisted': said(
    'RCPT TO',
    '450 4.2.0 <{recipient}>: Recipient address rejected: Greylisted, please try again in 300 seconds',
  ),
  'host/mailbox-full': said('RCPT TO', '452 4.2.2 <{recipient}>: Mailbox is full'),
  'host/quota-exceeded': said('end of DATA', '552 5.2.2 Quota exceeded (mailbox for user is full)'),
  'host/account-disabled': said('RCPT TO', '550 5.2.1 <{recipient}>: Account has been disabled'),
  'host/block-list': said(
    'RCPT TO',
    '554 5.7.1 Service unavailable; Client host [{ip}] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/{ip}',
  ),
  'host/spam': said('end of DATA', '554 5.7.1 Message rejected as spam by content scanning'),
  'host/virus': said('end of DATA', '550 5.7.0 Message contains a virus or other malicious content'),
  'host/attachment': said('end of DATA', '554 5.7.1 Attachments of this type are not accepted here'),
  'host/malformed': said('end of DATA', '550 5.6.0 Message contains a malformed MIME header'),
  // No standard knows such a code, and no words say what is meant: some answers stay unexplained.
  'host/riddle': said('end of DATA', '599 E{upperToken}'),
  'host/too-large': said('end of DATA', '552 5.3.4 Message size exceeds fixed maximum message size'),
  'host/transaction-failed': said('end of DATA', '554 Transaction failed'),
  'host/try-later': said('MAIL FROM', '451 4.3.0 Temporary server error. Please try again later'),
  'host/overloaded': refused('421 4.3.2 {mx} Service not available, too many connections'),
  'host/connection-timeout': unreached('4.4.1', 'connect to {host}:25: Connection timed out'),
  'host/connection-refused': unreached('4.4.1', 'connect to {host}:25: Connection refused'),
  'host/greeting-timeout': broken(
    'conversation with {host} timed out while receiving the initial server greeting',
  ),
  'host/connection-lost': broken('lost connection with {host} while sending message body'),
  'dns/try-again': unreached(
    '4.4.3',
    'Host or domain name not found. Name service error for name={recipientDomain} type=MX: Host not found, try again',
  ),
  'dns/no-such-domain': unreached(
    '5.4.4',
    'Host or domain name not found. Name service error for name={recipientDomain} type=A: Host not found',
  ),
  'dns/null-mx': unreached('5.1.0', 'Domain {recipientDomain} does not accept mail (nullMX)'),
} as const satisfies Record<string, Response>;

export type ResponseName = keyof typeof RESPONSES;

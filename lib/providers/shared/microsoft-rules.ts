import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { REMEDIES } from '@/lib/mail/remedies';
import { pairsOf, rowsOf } from '@/lib/mail/rule-rows';

const NDR = 'Microsoft: Email non-delivery reports and SMTP errors in Exchange Online (learn.microsoft.com)';
const POSTMASTER =
  'Outlook.com Postmaster: Troubleshooting (sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx)';
const BULK =
  'Microsoft: Outlook’s new requirements for high-volume senders (Defender for Office 365 blog, April 2025)';

const row = rowsOf('microsoft', { source: NDR, verified: '2026-06-23' });
const both = pairsOf(row);

const outlookPage = { source: POSTMASTER };
const delistOffice = {
  fix: [
    { do: 'Find the cause first: compromised account or web form, bought list, a burst without warm-up.' },
    {
      do: 'Ask for removal in the delist portal, with the address in the refusal.',
      copy: 'https://sender.office.com/',
    },
  ],
};
const delistOutlook = {
  fix: [
    {
      do: 'Look up the address’s data and complaints.',
      copy: 'https://sendersupport.olc.protection.outlook.com/snds/',
    },
    {
      do: 'Find the cause, then open a ticket with the sender support.',
      copy: 'https://olcsupport.office.com/',
    },
  ],
};

/** What Outlook.com and Exchange Online answer alike: the same front servers stand before both. */
export const MICROSOFT_RULES: readonly DiagnosticRule[] = [
  // Codes of Outlook.com within the text
  // 550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider
  // since part of their network is on our block list (S3150).
  row('S3140', '', /\(A?S3140\)/i, 'ip blocked', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Network on Microsoft’s block list (S3140)',
    meaning:
      'The whole network of the sending address is on Outlook.com’s block list. The recipient is fine: do not suppress.',
  }),
  row('S3150', '', /\(A?S3150\)/i, 'ip blocked', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Sending address on Microsoft’s block list (S3150)',
    meaning: 'The sending address is on Outlook.com’s block list. The recipient is fine: do not suppress.',
  }),
  row(
    'block-list',
    '',
    /(?:messages from .{1,60} weren't sent|network is on our block ?list)/i,
    'ip blocked',
    {
      ...outlookPage,
      ...delistOutlook,
      title: 'On Microsoft’s block list',
    },
  ),
  // 451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation. (S775)
  row('S775', '', /\(A?S775\)|temporarily rate limited due to IP reputation/i, 'throttled', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Rate limited because of the address’s reputation (S775)',
    requirement: 'reputation',
  }),
  // 421 RP-001 (…) The server IP you are using to connect has exceeded the rate limit allowed.
  row('RP-001', '', /\bRP-001\b/i, 'throttled', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Rate limit for this reputation exceeded (RP-001)',
    requirement: 'reputation',
  }),
  row('RP-002', '', /\bRP-002\b/i, 'throttled', {
    ...outlookPage,
    title: 'Rate limit of one connection exceeded (RP-002)',
    requirement: 'reputation',
  }),
  row('RP-003', '', /\bRP-003\b/i, 'too many connections', {
    ...outlookPage,
    title: 'Connection limit for this reputation exceeded (RP-003)',
    requirement: 'reputation',
  }),
  // 550 SC-001 (…) Unfortunately, messages from 192.0.2.1 weren't sent.
  row('SC-001', '', /\bSC-001\b/i, 'policy refusal', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Refused for policy reasons: content or reputation (SC-001)',
    requirement: 'reputation',
  }),
  row('SC-002', '', /\bSC-002\b/i, 'policy refusal', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Refused: the address probed for mailboxes (SC-002)',
    causes: ['Too many unknown recipients (namespace mining)'],
    requirement: 'reputation',
  }),
  row('SC-003', '', /\bSC-003\b/i, 'policy refusal', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Refused: the address looks like an open proxy (SC-003)',
    causes: ['An open proxy or relay, or a compromised host'],
    requirement: 'reputation',
  }),
  row('SC-004', '', /\bSC-004\b/i, 'policy refusal', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Refused: too many complaints (SC-004)',
    causes: ['Recipients at Outlook.com report your mail as junk'],
    requirement: 'reputation',
  }),
  row('DY-001', '', /\bDY-00[12]\b/i, 'dynamic address', {
    ...outlookPage,
    title: 'Refused: dynamic or home address (DY-001, DY-002)',
  }),
  row('OU-001', '', /\bOU-001\b/i, 'ip on spamhaus', {
    ...outlookPage,
    title: 'Refused: listed by Spamhaus (OU-001)',
  }),
  row('OU-002', '', /\bOU-002\b/i, 'policy refusal', {
    ...outlookPage,
    ...delistOutlook,
    title: 'Refused for policy reasons: content or reputation (OU-002)',
    requirement: 'reputation',
  }),

  // Sender requirements
  // 550 5.7.515 Access denied, sending domain example.com doesn't meet the required authentication level.
  row('5.7.515', '5.7.515', null, 'unauthenticated', {
    title: 'Bulk sender without the required authentication',
    meaning:
      'Domains that send more than 5,000 messages a day to Outlook.com need SPF, DKIM and an aligned DMARC record of at least p=none.',
    causes: ['SPF or DKIM does not pass', 'No DMARC record', 'Neither is aligned with From'],
    fix: [...REMEDIES.dmarc, ...REMEDIES.spf, ...REMEDIES.dkim],
    requirement: 'dmarc',
    furtherRequirements: [],
    source: BULK,
    validFrom: '2025-05-05',
  }),
  // 550 5.7.509: Access denied, sending domain example.com does not pass DMARC verification and has a DMARC policy of reject.
  row('5.7.509', '5.7.509', null, 'dmarc failed'),
  ...both('7.23', '', null, 'spf failed'),
  // 4.7.26 Access denied, a message sent over IPv6 must pass either SPF or DKIM validation, this message is not signed.
  ...both('7.26', '-ipv6', /IPv6/i, 'unauthenticated', {
    title: 'Over IPv6, SPF or DKIM must pass',
    meaning: 'Mail over IPv6 is taken only if SPF or DKIM passes.',
  }),
  ...both('7.26', '', null, 'unauthenticated'),
  // 5.7.25 Access denied, the sending IPv6 address must have a reverse DNS record.
  ...both('7.25', '', null, 'no reverse dns', { title: 'The sending (IPv6) address has no reverse DNS' }),
  // 550 5.7.1 … (in a header of a transport rule) … DMARC
  row('5.7.1-dmarc', '5.7.1', /\bDMARC\b/i, 'dmarc failed'),
  row('5.7.1-spf', '5.7.1', /\bSPF\b|Sender Policy Framework/i, 'spf failed'),

  // Access denied: 5.7.5xx, 5.7.6xx, 5.7.7xx
  row('5.7.501-503', '5.7.501-503', null, 'sending account blocked', {
    title: 'The sending Microsoft account is banned for spam',
  }),
  // 5.7.504 [user@example.com]: Recipient address rejected: Access denied
  row('5.7.504-505', '5.7.504-505', null, 'address refused', {
    title: 'Recipient address not valid, or banned',
    meaning: 'Microsoft does not accept this recipient.',
  }),
  row('5.7.506', '5.7.506', null, 'bad helo', {
    title: 'HELO with the name of the server it talks to',
    meaning: 'Your server greets with the recipient server’s name instead of its own.',
  }),
  row('5.7.507', '5.7.507', null, 'recipient policy', {
    title: 'Sending address blocked by the recipient’s organisation',
  }),
  row('5.7.508', '5.7.508', null, 'throttled', {
    title: 'IPv6 range over its limit',
    meaning: 'Too many messages came from this IPv6 range in too short a time.',
  }),
  row('5.7.510', '5.7.510', null, 'policy refusal', {
    title: 'The recipient does not accept mail over IPv6',
    action: 'fix',
    fix: [
      { do: 'Send to this domain over IPv4.', copy: '# Postfix\npostconf -e smtp_address_preference=ipv4' },
    ],
  }),
  // 550 5.7.511 Access denied, banned sender [192.0.2.1]. To request removal from this list please forward this message to delist@messaging.microsoft.com.
  row('5.7.511', '5.7.511', null, 'ip blocked', {
    title: 'Banned sending address',
    fix: [
      {
        do: 'Find and stop the cause, then ask for removal with the whole refusal.',
        copy: 'delist@messaging.microsoft.com',
      },
    ],
  }),
  row('5.7.512', '5.7.512', null, 'bad from', { title: 'No valid From address (RFC 5322 §3.6.2)' }),
  // 550 5.7.513 Service unavailable, Client host [192.0.2.1] blocked by example.com using Customer Block list (AS16012607)
  row('5.7.513', '5.7.513', null, 'ip blocked', {
    title: 'On the recipient organisation’s own block list',
    fix: REMEDIES.askRecipient,
    fixedBy: 'recipient',
  }),
  // 550 5.7.520 Access denied, Your organization does not allow external forwarding.
  row('5.7.520', '5.7.520', null, 'sending account blocked', {
    title: 'Your organisation does not allow external forwarding',
    meaning:
      'A forwarding rule of a Microsoft 365 mailbox sends outside, and the outbound spam policy forbids that.',
  }),
  // 550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/
  row('5.7.606-649', '5.7.606-649', null, 'ip blocked', {
    ...delistOffice,
    title: 'Banned sending address',
    meaning: 'Microsoft has banned the sending address. The recipient is fine: do not suppress.',
  }),
  row('5.7.703', '5.7.703', null, 'sending account blocked', {
    title: 'Recipient blocked by your own Tenant Allow/Block List',
    fix: [{ do: 'Have your administrator remove the entry from the Tenant Allow/Block List.' }],
  }),
  row('5.7.705', '5.7.705', null, 'sending account blocked', {
    title: 'Tenant over its threshold of suspicious mail',
  }),
  row('5.7.708', '5.7.708', null, 'sending account blocked', {
    title: 'Traffic not accepted from this address',
    meaning:
      'A tenant, mostly new or on trial, may not send from this address because of suspicious traffic.',
  }),
  row('5.7.700-749', '5.7.700-749', null, 'sending account blocked', {
    title: 'Tenant blocked from sending',
  }),
  row('5.7.750', '5.7.750', null, 'sending account blocked', {
    title: 'Sending from domains that are not registered in the tenant',
    fix: [{ do: 'Add and verify every sending domain in the Microsoft 365 admin centre.' }],
  }),
  // 451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719)
  row('4.7.500-699', '4.7.500-699', null, 'throttled', {
    title: 'Access denied for now, try again later',
    meaning:
      'Microsoft saw something unusual and holds this address back while it looks. It passes by itself if the traffic is good.',
    requirement: 'reputation',
  }),
  row('4.7.700-749', '4.7.700-749', null, 'system trouble', { title: 'Service busy' }),
  row('4.7.850-899', '4.7.850-899', null, 'throttled', {
    title: 'Access denied for now, try again later',
    meaning: 'Suspicious activity of the sending address; it is restricted while it is being looked at.',
    requirement: 'reputation',
  }),

  // Who may write to whom
  // 550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy
  row(
    'transport-rule',
    '',
    /TRANSPORT\.RULES\.Reject|rejected by organi[sz]ation policy/i,
    'recipient policy',
    {
      title: 'Refused by a mail flow rule of the organisation',
    },
  ),
  // 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized   550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup
  row(
    'resolver-restricted',
    '',
    /RESOLVER\.RST\.(?:NotAuthorized|AuthRequired|SenderNotAuth|SenderIsNot)/i,
    'senders restricted',
  ),
  row('5.7.124', '5.7.124', null, 'senders restricted', {
    title: 'Sender not in the group’s list of allowed senders',
  }),
  row('5.7.133', '5.7.133', null, 'senders restricted', {
    title: 'Group takes mail from its own organisation only',
  }),
  row('5.7.134', '5.7.134', null, 'senders restricted', {
    title: 'Mailbox takes mail from its own organisation only',
  }),
  row('5.7.135', '5.7.135', null, 'senders restricted', {
    title: 'Public folder takes mail from its own organisation only',
  }),
  row('5.7.136', '5.7.136', null, 'senders restricted', {
    title: 'Mail user takes mail from its own organisation only',
  }),
  row('5.7.12', '5.7.12', null, 'senders restricted', {
    title: 'Recipient takes mail from its own organisation only',
  }),
  row('5.7.13-folder', '5.7.13', /public folder|not authenticated/i, 'senders restricted', {
    title: 'Public folder takes mail from its own organisation only',
  }),
  // 5.7.13 STOREDRV.Deliver.Exception:AccountDisabledException
  row('5.7.13', '5.7.13', null, 'mailbox disabled', {
    title: 'Account disabled',
    action: 'investigate',
  }),
  row('5.7.2', '5.7.2', null, 'senders restricted'),
  // 550 5.7.1 Client was not authenticated   530 5.7.57 Client was not authenticated to send anonymous mail during MAIL FROM
  row('not-authenticated', '5.7.1 5.7.57', /Client was not authenticated/i, 'login required', {
    title: 'The server wants a login',
  }),
  row('5.7.57', '5.7.57', null, 'login required', {
    title: 'Client not authenticated to send through smtp.office365.com',
  }),
  row('5.7.60', '5.7.60', null, 'sender account disabled', {
    title: 'No permission to send as this sender',
    meaning: 'The account that logged in may not use this From address.',
    fix: [{ do: 'Send with the account’s own address, or grant it “Send as” for the other one.' }],
  }),
  row('5.7.3', '5.7.3 5.7.139', null, 'bad credentials', { title: 'Authentication unsuccessful' }),
  // 550 5.7.64 TenantAttribution; Relay Access Denied
  row('5.7.64', '5.7.64', null, 'relay denied', {
    title: 'Relay denied: no connector fits (TenantAttribution)',
    action: 'fix',
    fix: [{ do: 'Correct the inbound connector: certificate name or address of the sending server.' }],
  }),
  row('5.7.1-relay', '5.7.1', /unable to relay|relay access denied/i, 'relay denied'),
  // 550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit …
  row('5.7.232', '5.7.232', null, 'sending limit', {
    title: 'Trial tenant: external recipients of a day used up',
  }),
  row('5.7.233', '5.7.233 5.7.236', null, 'sending limit', {
    title: 'Tenant: external recipients of a day used up',
  }),

  // The recipient
  // 550 5.4.1 [user@example.com]: Recipient address rejected: Access denied. AS(201806281)
  row('5.4.1-relay', '5.4.1', /relay access denied/i, 'relay denied', {
    title: 'The server does not take mail for this domain',
  }),
  row('5.4.1', '5.4.1', /access denied|address(?:es)? rejected/i, 'unknown user', {
    title: 'No such recipient (directory-based blocking)',
    meaning:
      'The address does not exist in the recipient’s organisation; despite its number this is no network trouble.',
    source: `${NDR}; Use Directory-Based Edge Blocking to reject messages sent to invalid recipients`,
  }),
  // 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
  row('5.1.10', '5.1.10', null, 'unknown user', {
    title: 'Recipient not found',
    meaning:
      'The address does not exist in the recipient’s organisation. (In the registry 5.1.10 is a null MX.)',
  }),
  row('5.1.1', '5.1.1', null, 'unknown user'),
  // 550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)
  row('5.5.0', '5.5.0', /mailbox unavailable/i, 'unknown user', {
    title: 'No such mailbox at Outlook.com',
    twin: '4.5.0',
  }),
  row('4.5.0', '4.5.0', /mailbox unavailable/i, 'mailbox disabled for now', { twin: '5.5.0' }),
  // 550 Requested action not taken: mailbox unavailable (…)
  row('mailbox-unavailable', '550', /^550 Requested action not taken: mailbox unavailable/i, 'unknown user', {
    title: 'No such mailbox at Outlook.com',
    ...outlookPage,
  }),
  // 550 5.1.8 Access denied, bad outbound sender
  row('5.1.8', '5.1.8', null, 'sending account blocked', {
    title: 'Bad outbound sender: the account sent too much spam',
  }),
  row('5.1.90', '5.1.90', null, 'sending limit', { title: 'Daily limit of recipients reached' }),
  row('5.1.20', '5.1.20', null, 'bad from', { title: 'Several From addresses without a Sender' }),
  row('5.1.0', '5.1.0', /sender denied|sender address/i, 'bad sender address'),
  // 550 5.2.1 STOREDRV.Deliver; mailbox disabled / AccountDisabledException
  row('5.2.1', '5.2.1', null, 'mailbox disabled', { twin: '4.2.1' }),
  row('4.2.1', '4.2.1', null, 'mailbox disabled for now', { twin: '5.2.1' }),
  // 5.2.2 Submission quota exceeded: the sender's quota, not the mailbox's
  row('5.2.2-submission', '5.2.2', /submission quota/i, 'sending limit'),
  // 554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException
  ...both('2.2', '', null, 'mailbox full'),
  row('quota', '', /QuotaExceeded(?:Exception)?|STOREDRV\S{0,20}; mailbox full/i, 'mailbox full'),
  row('5.2.121', '5.2.121 4.2.121', null, 'mailbox receives too fast', {
    title: 'Hourly limit of this recipient from one sender exceeded',
  }),
  row('5.2.122', '5.2.122 4.2.122', null, 'mailbox receives too fast', {
    title: 'Hourly limit of this recipient exceeded',
  }),
  row('5.2.3', '5.2.3', null, 'message too large for mailbox'),
  // 432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded
  row('4.3.2-threads', '4.3.2', /thread limit|ThreadLimit|ConcurrencyLimit/i, 'mailbox receives too fast', {
    title: 'The recipient gets too many messages at once',
  }),
  row('5.3.4', '5.3.4', null, 'message too large for system'),
  row('5.3.190', '5.3.190', null, 'recipient policy', {
    title: 'Journaling from outside is not switched on',
  }),

  // Routing, TLS and format
  // 554 5.4.14 Hop count exceeded - possible mail loop ATTR34
  row('5.4.14', '5.4.6 5.4.14', null, 'loop'),
  row('5.4.300', '5.4.300 4.4.300 5.4.316 4.4.316', null, 'expired', {
    title: 'Message expired, the destination did not answer',
  }),
  // 550 5.4.310 DNS domain example.net does not exist   550 5.4.312 Message failed, DNS query failed
  row('5.4.310', '5.4.310', null, 'unknown domain', { title: 'The domain does not exist in DNS' }),
  row('5.4.312', '5.4.312 4.4.312', null, 'directory failure', { title: 'DNS query failed' }),
  row('4.4.62', '4.4.62', null, 'misconfigured', { title: 'Mail sent to the wrong Microsoft 365 region' }),
  row('5.6.11', '5.6.11', null, 'malformed', {
    title: 'Invalid characters: bare line feeds',
    fix: [{ do: 'End every line with CR LF; your software sends bare LF.' }],
  }),
  row('5.0.350', '5.0.350', null, 'policy refusal', {
    title: 'Generic refusal by the recipient’s organisation',
    causes: [
      'A rule of that organisation',
      'Nested attachments (AS345)',
      'A Rich Text message with too long a header',
    ],
  }),
  ...both('7.5', '', null, 'destination tls broken', {
    title: 'The destination’s certificate fails its MTA-STS policy',
  }),
  ...both('7.321', '', null, 'destination tls broken', {
    title: 'The destination does not support STARTTLS',
  }),
  ...both('7.322', '', null, 'destination tls broken', {
    title: 'The destination’s certificate has expired',
  }),
  ...both('7.323', '', null, 'destination tls broken', {
    title: 'The destination fails DANE (tlsa-invalid)',
  }),
  ...both('7.324', '', null, 'destination tls broken', { title: 'The destination’s DNSSEC is invalid' }),
];

import { REMEDIES } from '@/lib/mail/remedies';
import { pairsOf, rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const ERRORS = 'Google: Gmail SMTP errors and codes (support.google.com/a/answer/3726730)';
const GUIDELINES = 'Google: Email sender guidelines and FAQ (support.google.com/a/answer/81126)';

const row = rowsOf('gmail', { source: ERRORS, verified: '2026-06-23' });
const both = pairsOf(row);

/** The deferral of a 4.7.N comes weeks before the rejection of its 5.7.N. */
const WARNING = 'Gmail limits such mail for now and will reject it later: repair it before that.';

/** Says which identity sends too much, for 4.7.28 and 5.7.28 alike. */
const tooMuchFrom = (what: string) => ({
  title: `Unusual rate of unsolicited mail: ${what}`,
  meaning: `Gmail sees too much unsolicited mail with the same ${what} and limits all mail that bears it.`,
  enforcement: true,
  source: `${ERRORS}; ${GUIDELINES}`,
});

/** Gmail and Google Workspace. Every answer ends in `gsmtp`; `gcdp` marks a rule of a Workspace administrator. */
export const gmail: Provider = {
  id: 'gmail',
  name: 'Gmail',
  kind: 'mailbox',
  mxSuffixes: ['.google.com', '.googlemail.com'],
  domains: ['gmail.com', 'googlemail.com'],
  postmaster: [
    { title: 'Postmaster Tools', url: 'https://postmaster.google.com/' },
    { title: 'Email sender guidelines', url: 'https://support.google.com/a/answer/81126' },
    { title: 'SMTP errors and codes', url: 'https://support.google.com/a/answer/3726730' },
  ],
  policyDates: [
    {
      from: '2024-02-01',
      title:
        'Sender guidelines take effect: authentication, reverse DNS and TLS for all, more for bulk senders',
      requirements: ['spf', 'dkim', 'dmarc', 'alignment', 'ptr', 'tls'],
      source: GUIDELINES,
    },
    {
      from: '2024-04-01',
      title: 'A growing share of what does not meet them is rejected, no longer deferred',
      requirements: ['spf', 'dkim', 'dmarc', 'alignment'],
      source: GUIDELINES,
    },
    {
      from: '2024-05-10',
      title: 'New code table: DKIM is 5.7.30 and no longer 5.7.28, which now tells of an unusual rate',
      requirements: ['dkim', 'rate'],
      source: ERRORS,
    },
    {
      from: '2024-06-01',
      title: 'One-click unsubscription is due for bulk senders; no code tells of it',
      requirements: ['unsubscribe'],
      source: GUIDELINES,
    },
    {
      from: '2025-04-01',
      title: 'A missing DMARC record has a code of its own, 4.7.40 and 5.7.40',
      requirements: ['dmarc'],
      source: ERRORS,
    },
    {
      from: '2025-11-01',
      title: 'Enforcement is ramped up: deferrals and rejections of what does not comply',
      requirements: ['spf', 'dkim', 'dmarc', 'alignment', 'tls', 'ptr'],
      source: GUIDELINES,
    },
  ],
  rules: [
    // 550 5.7.1 This message violates example.com email policy. - gcdp … - gsmtp
    row('workspace-rule', '', /\bgcdp\b|violates \S{1,80} email policy/i, 'recipient policy', {
      title: 'Refused by a rule of the Workspace administrator',
    }),

    // Authentication (X.7.23–X.7.40)
    // 451-4.7.23 The sending IP address for this message doesn't have a PTR record …
    row('4.7.23', '4.7.23', null, 'no reverse dns', {
      meaning: `The sending address has no valid PTR record. ${WARNING}`,
      twin: '5.7.25',
    }),
    // 550-5.7.25 The IP address sending this message does not have a PTR record setup, or the corresponding
    // forward DNS entry does not point to the sending IP.
    row('5.7.25', '5.7.25', null, 'no reverse dns', { twin: '4.7.23' }),
    // 550-5.7.24 The SPF record of the sending domain has one or more suspicious entries.
    ...both('7.24', '', null, 'spf broken', {
      title: 'Suspicious entries in the SPF record',
      meaning: 'The SPF record lets in more than it should, or entries that Gmail distrusts.',
      causes: ['A range as broad as /8 or +all', 'An include of a domain that has expired or is abused'],
    }),
    // 451-4.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy, but temporary
    // DNS failures prevent authentication.
    row('4.7.26-dns', '4.7.26', /temporary DNS|DNS failures?/i, 'dmarc failed', {
      title: 'DMARC could not be checked: DNS failed',
      action: 'retry',
      meaning: 'The domain asks to refuse unauthenticated mail, and Gmail could not look up SPF or DKIM.',
      causes: ['Name servers of the sending domain that answer late or not at all'],
      fix: [
        {
          do: 'Check the name servers of the From, SPF and DKIM domains.',
          copy: 'dig +trace TXT example.com',
        },
      ],
      twin: '5.7.26',
    }),
    // 550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.
    ...both('7.26', '-dmarc', /DMARC policy/i, 'dmarc failed'),
    // 550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a hard fail policy (-all) but it fails
    // to pass SPF checks with the ip: [192.0.2.1].
    ...both('7.26', '-spf-hard-fail', /hard fail policy|\(-all\)|fails to pass SPF/i, 'spf failed', {
      title: 'SPF hard fail',
      meaning: 'The sender’s SPF record ends in -all and does not name this sending address.',
    }),
    // 550-5.7.26 Your email has been blocked because the sender is unauthenticated. Gmail requires all senders to
    // authenticate with either SPF or DKIM.
    row('4.7.26', '4.7.26', null, 'unauthenticated', {
      meaning: `Neither SPF nor DKIM passed. ${WARNING}`,
      twin: '5.7.26',
    }),
    row('5.7.26', '5.7.26', null, 'unauthenticated', { twin: '4.7.26' }),
    // 421-4.7.27 Your email has been rate limited because SPF authentication didn't pass for this message.
    row('4.7.27', '4.7.27', null, 'spf failed', {
      meaning: `The bulk sender rule “SPF passes” is not met. ${WARNING}`,
      source: `${ERRORS}; ${GUIDELINES}`,
      twin: '5.7.27',
    }),
    row('5.7.27', '5.7.27', null, 'spf failed', {
      meaning: 'The bulk sender rule “SPF passes” is not met.',
      source: `${ERRORS}; ${GUIDELINES}`,
      twin: '4.7.27',
    }),
    // Until May 2024 Gmail used this number for what is 5.7.30 now.
    ...both('7.28', '-dkim-before-2024', /DKIM (?:authentication|check|signature)|DKIM did/i, 'dkim failed', {
      validUntil: '2024-05-10',
      source: 'field knowledge: Gmail before the code table of 2024-05-10',
    }),
    // 421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your DKIM domain [… 35].
    ...both('7.28', '-dkim-domain', /DKIM domain/i, 'mail flood', tooMuchFrom('DKIM domain')),
    ...both('7.28', '-spf-domain', /SPF domain/i, 'mail flood', tooMuchFrom('SPF domain')),
    // … unusual rate of unsolicited mail containing one of your URL domains.
    ...both('7.28', '-url', /URL domains?|\bURLs?\b/i, 'mail flood', tooMuchFrom('link domain')),
    ...both('7.28', '-message-id', /Message-?ID/i, 'mail flood', tooMuchFrom('Message-ID')),
    ...both('7.28', '-netblock', /netblock/i, 'mail flood', tooMuchFrom('network of addresses')),
    // … unusual rate of unsolicited mail originating from your IP address.
    ...both('7.28', '-ip', /IP address/i, 'mail flood', tooMuchFrom('sending address')),
    ...both('7.28', '', null, 'mail flood', tooMuchFrom('sender')),
    // 421-4.7.29 Your email has been rate limited because it wasn't sent over a TLS connection.
    row('4.7.29', '4.7.29', null, 'tls required', {
      meaning: `The message did not come over TLS. ${WARNING}`,
      twin: '5.7.29',
    }),
    row('5.7.29', '5.7.29', null, 'tls required', { twin: '4.7.29' }),
    // 421-4.7.30 Your email has been rate limited because DKIM authentication didn't pass for this message.
    row('4.7.30', '4.7.30', null, 'dkim failed', {
      meaning: `The bulk sender rule “DKIM passes” is not met. ${WARNING}`,
      source: `${ERRORS}; ${GUIDELINES}`,
      twin: '5.7.30',
    }),
    row('5.7.30', '5.7.30', null, 'dkim failed', {
      meaning: 'The bulk sender rule “DKIM passes” is not met.',
      source: `${ERRORS}; ${GUIDELINES}`,
      twin: '4.7.30',
    }),
    // 421-4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned
    // with either the authenticated SPF or DKIM organizational domain. Documented as 421 5.7.32 too.
    row('4.7.32', '4.7.32', null, 'not aligned', {
      meaning: `From is not aligned with SPF or DKIM. ${WARNING}`,
      source: `${ERRORS}; ${GUIDELINES}`,
      twin: '5.7.32',
    }),
    row('5.7.32', '5.7.32', null, 'not aligned', { source: `${ERRORS}; ${GUIDELINES}`, twin: '4.7.32' }),
    // The FAQ still names the number that the code table gave up in April 2025 for 4.7.40.
    ...both('7.31', '', null, 'dmarc missing', { source: GUIDELINES }),
    // 504 5.7.40 Unrecognized Authentication Type: a login, nothing to do with DMARC.
    row('504-5.7.40', '504 5.7.40 5.7.4', null, 'weak login', { title: 'Unrecognised authentication type' }),
    // 421-4.7.40 Your email has been rate limited because the sending domain has no DMARC record …
    row('4.7.40', '4.7.40', null, 'dmarc missing', {
      meaning: `The From domain has no DMARC record. ${WARNING}`,
      source: `${ERRORS}; ${GUIDELINES}`,
      validFrom: '2025-04-01',
      twin: '5.7.40',
    }),
    row('5.7.40', '5.7.40', null, 'dmarc missing', {
      source: `${ERRORS}; ${GUIDELINES}`,
      validFrom: '2025-04-01',
      twin: '4.7.40',
    }),

    // Deferrals (4.7.0) and refusals (5.7.1, 5.7.0) whose text decides
    // 421-4.7.0 IP not in whitelist for RCPT domain, closing connection.
    row('4.7.0-not-allowed', '4.7.0', /not in whitelist/i, 'recipient policy', {
      title: 'Sending address not on the recipient domain’s list',
      action: 'fix',
      twin: '5.7.1',
    }),
    // 550 5.7.1 The IP you're using to send mail is not authorized to send email directly to our servers.
    row('5.7.1-not-authorized', '5.7.1', /not authorized to send|use the SMTP relay/i, 'dynamic address'),
    // 421-4.7.0 This message does not have authentication information or fails to pass authentication checks.
    row(
      '7.0-unauthenticated',
      '4.7.0 5.7.0 4.7.1 5.7.1',
      /fails? to pass authentication|authentication information/i,
      'unauthenticated',
    ),
    // 550-5.7.1 Unauthenticated email from example.com is not accepted due to domain's DMARC policy (before 5.7.26).
    row('7.1-dmarc', '4.7.1 5.7.1', /DMARC|Unauthenticated email/i, 'dmarc failed'),
    // 421-4.7.0 … suspicious due to the very low reputation of the sending IP address / domain.
    row(
      '7.0-ip-reputation',
      '4.7.0 4.7.1 5.7.0 5.7.1',
      /low reputation of the sending IP/i,
      'poor ip reputation',
    ),
    row(
      '7.0-domain-reputation',
      '4.7.0 4.7.1 5.7.0 5.7.1',
      /low reputation of the sending domain/i,
      'poor domain reputation',
    ),
    // 421-4.7.0 … suspicious due to the nature of the content and/or the links within.
    row('7.0-content', '4.7.0 4.7.1 5.7.0 5.7.1', /nature of the content|links within/i, 'looks like spam', {
      title: 'Suspicious content or links',
    }),
    // 550-5.7.1 Our system has detected that this message is likely unsolicited mail.
    row(
      '7.1-unsolicited',
      '4.7.0 4.7.1 5.7.0 5.7.1',
      /likely (?:unsolicited|suspicious)|similar to (?:unsolicited|messages)/i,
      'looks like spam',
    ),
    // 550-5.7.1 … unusual rate of unsolicited mail originating from your IP address (before 5.7.28).
    row('7.0-rate', '4.7.0 4.7.1 5.7.0 5.7.1', /unusual (?:rate|amount) of/i, 'mail flood'),
    row('7.0-ptr', '4.7.0 4.7.1 5.7.1', /\bPTR\b|reverse DNS/i, 'no reverse dns'),
    // 421-4.7.0 TLS required for RCPT domain, closing connection.
    row('4.7.0-tls', '4.7.0 5.7.0 5.7.1', /TLS required|STARTTLS/i, 'tls required', {
      title: 'The recipient domain requires TLS',
    }),
    // 550-5.7.1 Messages missing a valid address in From: header, or having no From: header, are not accepted.
    row(
      '5.7.1-from',
      '5.7.1',
      /\bFrom:? header|valid address in (?:the )?From|multiple addresses in From/i,
      'bad from',
    ),
    // 550-5.7.1 This message is not RFC 5322 compliant. There are multiple Subject headers.
    row(
      '5.7.1-format',
      '5.7.1',
      /not RFC ?\d{4} compliant|(?:duplicate|multiple) (?:\S{1,40} )?headers?|Message-?ID|syntax is not permitted/i,
      'malformed',
    ),
    // 550-5.7.1 The user or domain that you are sending to (or from) has a policy that prohibited the mail that you sent.
    row(
      '5.7.1-recipient-policy',
      '5.7.1 5.7.0',
      /has a policy that prohibit|organi[sz]ational settings/i,
      'recipient policy',
    ),
    // 550-5.7.1 … the group you tried to contact may not exist, or you may not have permission to post messages.
    row(
      '5.7.1-group',
      '5.7.1 5.1.1',
      /permission to (?:post|send)|\bgroup you tried/i,
      'senders restricted',
      {
        title: 'The group does not exist, or does not take your mail',
      },
    ),
    // 550-5.7.1 Email quota exceeded. 550 5.4.5 Daily sending limit exceeded. 450 4.2.1 Peak SMTP relay limit exceeded …
    row(
      'relay-limit',
      '4.2.1 5.7.0 5.7.1 5.4.5',
      /quota exceeded|(?:relay|sending|user sending) limits?|limit exceeded/i,
      'sending limit',
    ),
    row('5.4.5', '5.4.5 4.4.5', null, 'sending limit', {
      title: 'Daily sending limit of a Google account exceeded',
      meaning: 'The sending Google account may send no more today (500 a day, 2,000 on Workspace).',
    }),
    // 550-5.7.1 Invalid credentials for relay. 550 5.7.0 Mail relay denied.
    row('relay-denied', '5.7.0 5.7.1', /credentials for relay|relay denied|Sending denied/i, 'relay denied', {
      fixedBy: 'you',
      action: 'fix',
    }),
    // 552-5.7.0 This message was blocked because its content presents a potential security issue.
    row('5.7.0-security', '5.7.0', /security issue|virus|malware/i, 'attachment forbidden', {
      title: 'Attachment or content with a security risk',
      category: 'policy',
    }),
    row('552-5.7.0', '552 5.7.0', null, 'attachment forbidden', {
      title: 'Attachment or content with a security risk',
      category: 'policy',
    }),
    row('530', '530', null, 'login required'),
    // 535-5.7.8 Username and Password not accepted.   534-5.7.14 Please log in via your web browser
    row('535', '534 535', null, 'bad credentials'),
    // 421-4.7.0 Connection expired, try reconnecting.   451-4.4.2 Timeout - closing connection.
    row('timeout', '4.7.0 4.4.2', /expired|timed? ?out/i, 'connection lost', {
      title: 'Connection timed out',
    }),
    // 421-4.7.0 Try again later, closing connection. 454 4.7.0 Cannot authenticate due to temporary system problem.
    row('4.7.0-system', '4.7.0', /temporary system problem|system problem/i, 'system trouble'),
    // 421 4.7.0 Connection expired, try reconnecting.
    row('4.7.0-connection', '4.7.0', /connection expired/i, 'connection lost'),
    row('4.7.0', '4.7.0', null, 'throttled', {
      title: 'Try again later',
      meaning: 'Gmail puts you off, mostly because it does not know or trust the sending address yet.',
      twin: '5.7.1',
    }),
    // 550-5.7.1 … For more information, see …: Gmail’s general refusal of mail that it does not want.
    row('5.7.1', '5.7.1', null, 'looks like spam', { title: 'Refused as unwanted', twin: '4.7.0' }),

    // The recipient
    // 550-5.1.1 The email account that you tried to reach does not exist.
    row('5.1.1', '5.1.1', null, 'unknown user'),
    // 450-4.2.1 The user you are trying to contact is receiving mail too quickly / at a rate that prevents …
    ...both(
      '2.1',
      '-rate',
      /receiving (?:e?mail|email|messages)|at a rate|too quickly/i,
      'mailbox receives too fast',
    ),
    // 550-5.2.1 The email account that you tried to reach is disabled / inactive.
    row('5.2.1', '5.2.1', null, 'mailbox disabled', { twin: '4.2.1' }),
    row('4.2.1', '4.2.1', null, 'mailbox receives too fast', { twin: '5.2.1' }),
    // 452-4.2.2 The recipient's inbox is out of storage space.
    row('4.2.2', '4.2.2', null, 'mailbox full', { twin: '5.2.2' }),
    row('5.2.2', '5.2.2', null, 'mailbox full', {
      title: 'Mailbox full and inactive',
      meaning: 'The recipient’s Google storage is used up, and the account seems to be left.',
      twin: '4.2.2',
    }),
    // 552-5.2.3 Your message exceeded Google's message size limits (25 MB, encoded).
    row('5.2.3', '5.2.3 5.3.4', null, 'message too large for mailbox', {
      title: 'Message or headers exceed Gmail’s size limits',
      fix: REMEDIES.shrink,
    }),
    // 553-5.1.2 We weren't able to find the recipient domain.
    row('5.1.2', '5.1.2', null, 'unknown domain'),
    row('5.1.3', '5.1.3', null, 'bad recipient syntax'),
    row('5.1.7', '5.1.7 5.1.8', null, 'bad sender address'),

    // The system and the protocol
    // 451-4.3.0 Mail server temporarily rejected message. 451-4.3.0 Multiple destination domains per transaction is unsupported.
    row('4.3.0-domains', '4.3.0', /multiple destination domains/i, 'too many recipients', {
      title: 'Recipients of several domains in one transaction',
      fix: [{ do: 'Send to one recipient domain in each transaction.' }],
    }),
    row('4.3.0', '4.3.0', null, 'system trouble', { title: 'Temporarily rejected by the mail server' }),
    // 452-4.5.3 Domain policy size per transaction exceeded, please try this recipient in a separate transaction.
    row('4.5.3-policy-size', '4.5.3', /policy size/i, 'system trouble', {
      title: 'The recipients’ rules are too many for one transaction',
      fix: [{ do: 'Nothing: the recipient is tried again in a transaction of its own.' }],
    }),
    // 452-4.5.3 Your message has too many recipients.
    ...both('5.3', '', null, 'too many recipients'),
    // 501-5.5.4 HELO/EHLO argument is invalid.
    row('5.5.4', '5.5.4', /HELO|EHLO/i, 'bad helo'),
    // 554-5.6.0 Email message is malformed. Not accepted.
    row('5.6.0', '5.6.0', null, 'malformed'),
    row('5.7.8', '5.7.8', null, 'bad credentials'),
    row('5.7.9', '5.7.9 5.7.14', null, 'weak login', {
      title: 'Application password or browser login required',
      meaning: 'Google does not take the plain password of this account over SMTP.',
    }),
  ],
};

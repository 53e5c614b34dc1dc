import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { REMEDIES } from '@/lib/mail/remedies';
import { rowsOf } from '@/lib/mail/rule-rows';

const PAGE = 'Yahoo Sender Hub: SMTP Error Codes (senders.yahooinc.com/smtp-error-codes)';
/** The page documents classes of tags (TS*, PH*, BL*) only; what a single tag means is experience. */
const FIELD = 'field knowledge; the class is documented at the Yahoo Sender Hub';

const AOL = 'AOL Postmaster: error messages, as of 2008 to 2018 (postmaster.info.aol.com/errors)';

const row = rowsOf('yahoo', { source: PAGE, verified: '2026-06-23' });

/** What Yahoo's hosts answer, for its own mailboxes and for those it runs for others. */
export const YAHOO_RULES: readonly DiagnosticRule[] = [
  // 451 Message temporarily deferred due to unresolvable RFC.5321 from domain   451 4.1.8 Could not resolve sender domain
  row(
    'sender-domain',
    '',
    /resolve (?:the )?sender(?:'s)? domain|sender domain does not (?:exist|resolve)|unresolvable RFC\.?5321/i,
    'bad sender address',
  ),
  // 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
  row('BL', '', /\[BL\d\d\]|in Spamhaus's list|Spamhaus/i, 'ip on spamhaus', {
    title: 'Sending address listed by Spamhaus (BL)',
  }),
  // 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints
  row('TSS04', '', /\[(?:IP)?TSS?04\]/i, 'throttled', {
    title: 'More mail than the reputation allows (TSS04)',
    meaning: 'Yahoo takes no more from this address for now: unexpected volume, or complaints of its users.',
    requirement: 'reputation',
  }),
  row('TSS05', '', /\[(?:IP)?TSS?05\]/i, 'throttled', {
    title: 'Deferred for volume or complaints (TSS05)',
    requirement: 'reputation',
    source: FIELD,
  }),
  row('TS01', '', /\[TSS?01\]/i, 'throttled', {
    title: 'Deferred: new or complained-about address (TS01)',
    fix: [...REMEDIES.slowDown, ...REMEDIES.warmUp],
    requirement: 'reputation',
    source: FIELD,
  }),
  row('TS02', '', /\[TSS?02\]/i, 'throttled', {
    title: 'Deferred: complaints of users (TS02)',
    requirement: 'reputation',
    source: FIELD,
  }),
  // 421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.
  row('TS03', '', /\[TSS?03\]/i, 'poor ip reputation', {
    title: 'All messages deferred: abuse seen (TS03)',
    meaning: 'Yahoo defers everything from this address; waiting will not help.',
    action: 'fix',
    source: FIELD,
  }),
  row('TS06', '', /\[TSS?06\]/i, 'poor ip reputation', { title: 'Reputation too low (TS06)', source: FIELD }),
  row('TS07', '', /\[TSS?07\]/i, 'looks like spam', { title: 'Abusive content (TS07)', source: FIELD }),
  // 553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.
  row('TSS09', '', /\[TSS?09\]/i, 'poor ip reputation', {
    title: 'Permanently deferred: significant abuse (TSS09)',
    action: 'fix',
    source: FIELD,
  }),
  row('TSS11', '', /\[TSS?11\]/i, 'poor ip reputation', {
    title: 'Permanently deferred: repeated violations (TSS11)',
    action: 'fix',
    source: FIELD,
  }),
  row('permanently-deferred', '', /permanently deferred/i, 'poor ip reputation', {
    title: 'All messages deferred for good',
    action: 'fix',
  }),
  // 421 4.7.0 [GL01] Message from (192.0.2.1) temporarily deferred   421 Message temporarily deferred - 4.16.50
  row('GL01', '', /\[GL0\d\]/i, 'greylisted', { title: 'Greylisted (GL01)', source: FIELD }),
  row('TS', '', /\[(?:IP)?TSS?\d\d\]|temporarily deferred|deprioriti[sz]/i, 'throttled', {
    title: 'Temporarily deferred (TS)',
    meaning:
      'Unusual traffic, features of spam, or complaints of Yahoo’s users; or Yahoo’s servers are busy.',
  }),
  // 554 Message not allowed - [PH01] Email not accepted for policy reasons.
  row('PH', '', /\[PH\d\d\]/i, 'looks like spam', {
    title: 'Objectionable content (PH)',
    causes: ['A link, phrase or domain that Yahoo does not let in', 'Phishing, or what looks like it'],
  }),
  // 554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes
  row('5.7.9', '5.7.9', null, 'dmarc failed', {
    title: 'Not accepted for policy reasons, mostly DMARC',
    meaning:
      'Yahoo refuses for its policy: in practice the From domain’s DMARC record asks to refuse what fails. (In the registry 5.7.9 is a weak login.)',
  }),
  row('dmarc', '', /\bDMARC\b/i, 'dmarc failed'),
  row('dkim', '', /\bDKIM\b|domainkeys/i, 'dkim failed'),
  // 554 Message not allowed - Headers are not RFC compliant[291]
  row('headers', '', /headers? (?:are|is) not RFC|not RFC compliant/i, 'malformed'),
  // 554 Message not allowed - UP Email not accepted for policy reasons. [271]
  row('not-allowed', '', /not accepted for policy reasons|Message not allowed/i, 'policy refusal'),
  // The recipient
  // 554 delivery error: dd This user doesn't have a yahoo.com account (user@example.com) [0]
  row(
    'no-account',
    '552 554 550',
    /doesn't have an? \S{1,40} account|(?:doesn't|does not) have an account/i,
    'unknown user',
  ),
  // 554 delivery error: dd Sorry your message to user@example.com cannot be delivered. This mailbox is disabled (554.30).
  row(
    'disabled',
    '554 550 552',
    /mailbox (?:is )?disabled|account (?:has been |is )?(?:disabled|discontinued)|\(554\.30\)/i,
    'mailbox disabled',
  ),
  // 552 1 Requested mail action aborted, mailbox not found
  row('5.1.1-not-found', '552 550', /mailbox not found/i, 'unknown user', {
    title: 'Mailbox not found',
    meaning: 'The address does not exist at Yahoo, although 552 usually means a full mailbox.',
  }),
  row('5.1.1', '5.1.1', null, 'unknown user'),
  row('quota', '', /over ?quota|\(#?4\.2\.2\)|mailbox (?:is )?full|\(#?5\.2\.2\)/i, 'mailbox full'),
  // 550 relaying denied for <user@example.com>
  row('5.0.0-relay', '', /relaying denied/i, 'relay denied'),
  // 554 5.5.4 … whatever is left of this code: no account, disabled, or headers
  row('5.5.4', '5.5.4', null, 'mailbox unavailable', {
    title: 'Account unknown or disabled, or headers malformed',
    category: 'policy',
    meaning:
      'Yahoo uses this code for unknown and disabled accounts and for malformed headers: the text tells.',
    source: FIELD,
  }),
  // 450 User is receiving mail too quickly
  row('too-quickly', '', /receiving mail too quickly/i, 'mailbox receives too fast'),
  // 451 VS1-MF Excessive unknown recipients - possible Open Relay
  row('unknown-recipients', '', /excessive unknown recipients/i, 'unknown users'),

  // The system
  row('per-connection', '', /max message per connection/i, 'too many connections', {
    title: 'Messages of one connection used up',
    meaning: 'Yahoo closes the connection after a number of messages; the rest goes over a new one.',
  }),
  row('resources', '', /resources temporarily (?:un|not )available/i, 'system trouble'),
  row('domain-failure', '', /temporary domain failure/i, 'directory failure', {
    title: 'Temporary domain failure',
  }),
  row('421-4.0.0', '421 4.0.0', /not available|closing transmission/i, 'system takes no mail now'),
  row('553-5.7.2', '5.7.2', null, 'poor ip reputation', {
    title: 'Refused for abuse',
    action: 'fix',
    source: FIELD,
  }),

  // AOL's own codes, until its hosts became Yahoo's: `421 4.7.1 : (DYN:T1) http://postmaster.info.aol.com/…`, `554 RTR:DU`
  row('aol-dynamic', '', /\bDYN:[A-Z]\d\b/i, 'throttled', {
    title: 'AOL: deferred by dynamic rules (DYN)',
    source: AOL,
  }),
  row('aol-link', '', /\bHVU:[A-Z]\d\b/i, 'domain blocked', {
    title: 'AOL: link with complaints (HVU)',
    source: AOL,
  }),
  row('aol-ptr', '', /\bDNS:[A-Z]{1,2}\d?\b/i, 'no reverse dns', {
    title: 'AOL: no reverse DNS (DNS)',
    source: AOL,
  }),
  row('aol-dynamic-address', '', /\bRTR:(?:DU|BB|RD)\b/i, 'dynamic address', {
    title: 'AOL: dynamic or home address (RTR)',
    source: AOL,
  }),
  row('aol-route', '', /\bRTR:[A-Z]{2}\d?\b/i, 'ip blocked', {
    title: 'AOL: sending address blocked (RTR)',
    source: AOL,
  }),
  row('aol-complaints-deferred', '421 450 451', /\bRLY:[A-Z]{1,2}\d?\b/i, 'throttled', {
    title: 'AOL: deferred for complaints (RLY)',
    requirement: 'reputation',
    source: AOL,
  }),
  row('aol-complaints', '', /\bRLY:[A-Z]{1,2}\d?\b/i, 'poor ip reputation', {
    title: 'AOL: blocked for complaints (RLY)',
    meaning: 'AOL blocked the address for up to a day because too many of its members complained.',
    source: AOL,
  }),
  row('aol-connection', '', /\bCON:[A-Z]\d\b/i, 'ip blocked', {
    title: 'AOL: connection refused (CON)',
    source: AOL,
  }),
];

import type { Finding } from './finding';
import { type Headers, readHeaders } from './headers';
import { addressesIn, addressIn } from './mailbox';
import type { ReportParts } from './report-parts';
import { messageIdIn, type ReturnedMessage } from './returned-message';

const IN_TEXT = /^[> \t]*feedback-type\s*:\s*\S/im;

/** RFC 6430: the recipient says that the mail was no spam. That is the opposite of a complaint. */
const PRAISE = /^not-spam\b/;

/** Complaints of a feedback report (RFC 5965, RFC 6591), or `null` if the mail is none. */
export function readComplaints(parts: ReportParts, returned: ReturnedMessage): Finding[] | null {
  const text = parts.feedback[0] ?? (IN_TEXT.test(parts.text) ? inlineReport(parts.text) : null);
  if (text !== null) {
    const report = readHeaders(text);
    const feedbackType = /^[\w-]+/.exec(report.get('feedback-type') ?? '')?.[0].toLowerCase() ?? 'abuse';
    return PRAISE.test(feedbackType) ? [] : complaints(report, feedbackType, returned);
  }
  return readJunkReport(parts, returned) ?? readUnsubscribeRequest(parts);
}

const inlineReport = (text: string): string => {
  const lines = text.replace(/^[> \t]*>[> ]*/gm, '').split('\n');
  const at = lines.findIndex((line) => IN_TEXT.test(line));
  let begins = at;
  while (begins > 0 && /^\S+\s*:/.test(lines[begins - 1]!)) begins--;
  let ends = at;
  while (ends < lines.length && lines[ends]!.trim() !== '') ends++;
  return lines.slice(begins, ends).join('\n');
};

function complaints(report: Headers, feedbackType: string, returned: ReturnedMessage): Finding[] {
  const named = [...report.all('original-rcpt-to'), ...report.all('removal-recipient')];
  const recipients = addressesIn(named.join(', '));
  const common = {
    outcome: 'complained' as const,
    feedbackType,
    sender: addressIn(report.get('original-mail-from')),
    messageId: messageIdIn(report.get('original-message-id')),
    sendingIp: ipIn(report.get('source-ip')),
    reportedDomain: domainIn(report.get('reported-domain')),
    diagnostic: report.get('auth-failure'),
  };
  return (recipients.length ? recipients : [returned.recipient]).map((recipient) => ({
    ...common,
    recipient,
  }));
}

const ipIn = (value: string | null): string | null =>
  /(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]*:[0-9a-f:.]+/i.exec(value ?? '')?.[0].toLowerCase() ?? null;

/** RFC 5965 §3.2 wants a bare domain; a report may have it in brackets, after a type (`dns; example.org`) or with a
 * comment behind it. */
const domainIn = (value: string | null): string | null =>
  /(?:^|;)\s*<?@?((?:[\w-]{1,63}\.)+[\w-]{2,63})/.exec(value ?? '')?.[1]?.toLowerCase() ?? null;

/** Hotmail's JMRP before it turned to ARF: `complaint about message from 192.0.2.1`, the mail attached. */
function readJunkReport(
  { headers, returned: copy }: ReportParts,
  { recipient }: ReturnedMessage,
): Finding[] | null {
  const ip = /^\s*complaint about message from\s+(\S+)/i.exec(headers.get('subject') ?? '');
  if (!copy || (ip === null && !copy.has('x-hmxmroriginalrecipient'))) return null;
  return [{ outcome: 'complained', recipient, feedbackType: 'abuse', sendingIp: ipIn(ip?.[1] ?? null) }];
}

/** Apple Mail answers a List-Unsubscribe address (RFC 2369) in its user's name and marks the mail. */
function readUnsubscribeRequest({ headers }: ReportParts): Finding[] | null {
  if (headers.get('x-apple-unsubscribe')?.toLowerCase() !== 'true') return null;
  return [{ outcome: 'complained', recipient: addressIn(headers.get('from')), feedbackType: 'opt-out' }];
}

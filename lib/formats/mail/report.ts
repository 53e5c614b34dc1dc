import { isAutomaticReply } from './automatic-reply';
import type { Bounds } from './bounds';
import { readDate } from './date';
import { readDeliveryStatus, readInlineStatus } from './delivery-status';
import { readComplaints } from './feedback-report';
import type { Finding } from './finding';
import { readFreeText, readNameless } from './free-text';
import { addressIn, addressKey } from './mailbox';
import type { Part } from './mime';
import { type ReportParts, reportParts } from './report-parts';
import { messageIdIn, NOT_RETURNED, type ReturnedMessage, readReturned } from './returned-message';
import { recipientWithin, verpRecipient } from './verp';

/** Reads what is a mail in form only; `null` for all others. */
export type ReadOther = (parts: ReportParts) => Finding[] | null;

export interface Report {
  findings: Finding[];
  /** When the report itself was written. */
  date: number | null;
}

/** A report may be forwarded as an attachment, and that again; who digs deeper finds other people's mail. */
const DEEPEST = 3;

/** What a mail says of the delivery of others: nothing, for most mail. */
export function readReport(mail: Part, bounds: Bounds, readOther: ReadOther, depth = 0): Report {
  const parts = reportParts(mail, bounds);
  const date = readDate(parts.headers.get('date'));
  const returned = parts.returned ? readReturned(parts.returned) : NOT_RETURNED;
  let findings = readFindings(parts, returned, bounds, readOther);
  if (findings === null && depth < DEEPEST)
    for (const attached of parts.attached) {
      const report = readReport(attached, bounds, readOther, depth + 1);
      if (report.findings.length) return report;
    }
  findings = bounds.mostRecipients(findings ?? readNameless(parts, returned));
  return { findings: findings.map((finding) => complete(finding, parts, returned, date)), date };
}

/** `null`: not a report at all, so an attached mail may be one. */
function readFindings(
  parts: ReportParts,
  returned: ReturnedMessage,
  bounds: Bounds,
  readOther: ReadOther,
): Finding[] | null {
  const other = readOther(parts);
  if (other) return other;
  const complaints = readComplaints(parts, returned);
  if (complaints) return complaints;
  const reported = bounds.recipients(parts.statuses, readDeliveryStatus);
  const inline = reported.length ? [] : readInlineStatus(parts.text);
  const findings = distinct(reported.length ? reported : inline);
  if (findings.length) return fill(findings, parts, returned);
  if (isAutomaticReply(parts)) return [];
  const told = readFreeText(parts, returned);
  return told.length ? distinct(told) : null;
}

/** One event a recipient and outcome, where a report repeats itself. */
function distinct(findings: Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ outcome, recipient }) => {
    const key = `${outcome} ${keyOf(recipient)}`;
    return !seen.has(key) && seen.add(key);
  });
}

const keyOf = (recipient: string | null): string => (recipient === null ? '' : addressKey(recipient));

/** The notice beside a delivery status says what the status leaves out: Exchange and IIS give no Diagnostic-Code. */
function fill(findings: Finding[], parts: ReportParts, returned: ReturnedMessage): Finding[] {
  const lacks = ({ outcome, diagnostic, recipient }: Finding): boolean =>
    (!diagnostic && outcome !== 'delivered') || recipient === null;
  if (!findings.some(lacks)) return findings;
  const named = readFreeText(parts, returned);
  const told = named.length ? named : readNameless(parts, returned);
  const byRecipient = new Map(told.map((finding) => [keyOf(finding.recipient), finding]));
  const only = told.length === 1 && findings.length === 1 ? told[0] : undefined;
  return findings.map((finding) => {
    const { recipient } = finding;
    const same = lacks(finding) ? (byRecipient.get(keyOf(recipient)) ?? only) : undefined;
    if (!same) return finding;
    return {
      ...finding,
      recipient: recipient ?? same.recipient,
      diagnostic: finding.diagnostic ?? same.diagnostic,
      mxHost: finding.mxHost ?? same.mxHost,
      mxIp: finding.mxIp ?? same.mxIp,
    };
  });
}

function complete(
  finding: Finding,
  parts: ReportParts,
  returned: ReturnedMessage,
  date: number | null,
): Finding {
  const attemptedAt = finding.attemptedAt ?? date ?? returned.date;
  const isReport = finding.outcome !== 'complained';
  const returnPath = finding.sender ?? returned.sender;
  return {
    ...finding,
    // Who complains is often blacked out, but for the return path, which its sender alone can read.
    recipient:
      finding.recipient ?? verpRecipient((name) => parts.headers.get(name)) ?? recipientWithin(returnPath),
    attemptedAt,
    messageId: finding.messageId ?? returned.messageId ?? messageIdIn(parts.headers.get('in-reply-to')),
    // A report goes to the sender in the envelope (RFC 5321 §4.5.5); a complaint goes to whoever asked for it.
    sender: returnPath ?? (isReport ? addressIn(parts.headers.get('to')) : null),
  };
}

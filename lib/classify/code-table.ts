import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import { REPLY_CODES } from '@/lib/mail/reply-code-table';
import { STATUS_CODES } from '@/lib/mail/status-code-table';

/** What the registry says of an enhanced code that names a cause. An unknown detail is read as its subject,
 * X.Y.0 (RFC 3463 §2), which names none. */
export function tellingCodeRows({ statusCode }: Reply): DiagnosticRule[] {
  const row = statusCode === null || namesNoCause(statusCode) ? undefined : BY_STATUS.get(statusCode);
  return row ? [row] : [];
}

/** What is left, the more telling first: the subject of the enhanced code, the reply code, and `X.0.0`. */
export function vagueCodeRows({ statusCode, replyCode }: Reply): DiagnosticRule[] {
  const bySubject = statusCode === null ? undefined : BY_STATUS.get(statusCode.replace(/\d+$/, '0'));
  const byReply = replyCode === null ? undefined : BY_REPLY.get(replyCode);
  const rows = statusCode && SUBJECT_UNKNOWN.test(statusCode) ? [byReply, bySubject] : [bySubject, byReply];
  return rows.filter((row) => row !== undefined);
}

/** Only the content of a message (X.6) is a cause without a detail. */
const namesNoCause = (code: string): boolean => /^\d\.(?:0\.|[^6]\.0$)/.test(code);
const SUBJECT_UNKNOWN = /^\d\.0\./;

const BY_STATUS = new Map(STATUS_CODES.flatMap((row) => (row.statusCodes ?? []).map((code) => [code, row])));
const BY_REPLY = new Map(REPLY_CODES.flatMap((row) => (row.replyCodes ?? []).map((code) => [code, row])));

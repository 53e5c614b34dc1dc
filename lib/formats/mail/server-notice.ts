import { decodeWords } from './encoded-word';
import { DELAYED, FAILURE, GIVEN_UP, LIST_BEGINS } from './failure-vocabulary';
import { listedRecipients } from './listed-recipients';
import { replyIn } from './remote-answer';
import type { ReportParts } from './report-parts';

/** What servers call themselves in From and Return-Path. */
const SERVER_NAMES =
  /mail(?:er|)[-_ .]?daemon|postmaster|mail[-_. ]?delivery|delivery[-_. ](?:sub)?system|mdaemon|mail server at|mail administrator|system administrator|interscan|\bimss\b|\bndr@|^\s*<?>?\s*$/i;

/** An answer to a mail, rather than a mail by itself. */
const ANSWER = /^\s*(?:re|aw|sv|antw|vs)\s*:/i;

/** Where a person would still be quoting or greeting, a server has come to the point. */
const AT_ONCE = 250;

/** Reports on something else than a delivery, such as on encryption (RFC 8460 §5.3), speak of failures as well. */
const OTHER_REPORT =
  /^\s*multipart\/report\b.*\breport-type\s*=\s*"?(?!delivery-status|disposition-notification|feedback-report)\w/is;

/** Postfix tells its postmaster (notify_classes) of mail that others wanted to leave here. */
const AT_OUR_DOOR = /^\s*postfix smtp server: errors from /i;

/** What became of the mail that a server's notice is about, or `null` where no server wrote, or of no failure. */
export function noticeOutcome(parts: ReportParts): 'bounced' | 'deferred' | null {
  const subject = decodeWords(parts.headers.get('subject') ?? '');
  const { notice } = parts;
  if (OTHER_REPORT.test(parts.headers.get('content-type') ?? '') || AT_OUR_DOOR.test(subject)) return null;
  const fails =
    [notice, subject].some((text) => FAILURE.test(text) || DELAYED.test(text)) || replyIn(notice) !== null;
  if (!fails || !(isServer(parts) || looksLikeServer(parts, subject))) return null;
  const isDelayed = [notice, subject].some((text) => DELAYED.test(text)) && !GIVEN_UP.test(notice);
  return isDelayed ? 'deferred' : 'bounced';
}

function isServer({ headers, type }: ReportParts): boolean {
  // Nothing but a text: somebody has put the notices themselves into files.
  if (headers.size === 0) return true;
  // Italian certified mail (DM 2 November 2005, annex, §6.5): every receipt says in this field what it is.
  if (headers.has('x-ricevuta')) return true;
  // fml answers for its lists, and marks all that it sends.
  if (headers.has('x-mlserver') && /-admin@/.test(headers.get('from') ?? '')) return true;
  if (type === 'multipart/report' || headers.has('x-failed-recipients')) return true;
  // RFC 5321 §4.5.5 gives notifications an empty return path, but also RFC 3834 to automatic replies.
  const sender = headers.get('from') ?? headers.get('return-path');
  const returnPath = headers.get('return-path') ?? '';
  return (
    (sender !== null && SERVER_NAMES.test(decodeWords(sender))) ||
    (returnPath !== '<>' && /daemon/i.test(returnPath))
  );
}

/** Nobody who says by name that he is a server; then the text has to be a server's beyond doubt. */
function looksLikeServer({ headers, notice }: ReportParts, subject: string): boolean {
  const lists = LIST_BEGINS.test(notice);
  if (headers.get('return-path') === '<>') return lists || replyIn(notice) !== null;
  // A parcel that could not be delivered has such a subject too, but lists no mail addresses.
  if (!FAILURE.test(subject) || !lists || listedRecipients(notice).length === 0) return false;
  return !ANSWER.test(subject) || LIST_BEGINS.test(notice.slice(0, AT_ONCE));
}

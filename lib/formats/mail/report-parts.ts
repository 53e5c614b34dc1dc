import type { Bounds } from './bounds';
import type { Headers } from './headers';
import { readHeaders } from './headers';
import { htmlText } from './html-text';
import { type Part, readPart, textOf } from './mime';
import { splitNotice } from './notice';

/** The parts of a mail that a report is made of, wherever in the mail they stand. */
export interface ReportParts {
  headers: Headers;
  /** The mail's own Content-Type. */
  type: string;
  /** `message/delivery-status` (RFC 3464) and `message/global-delivery-status` (RFC 6533). */
  statuses: string[];
  /** `message/feedback-report` (RFC 5965). */
  feedback: string[];
  /** There is a `message/disposition-notification` (RFC 8098). */
  isReceipt: boolean;
  /** Header of the message that is reported about. */
  returned: Headers | null;
  /** Attached mails, which may be reports in their turn. */
  attached: Part[];
  /** What the server tells a person, up to the returned message. */
  notice: string;
  /** All of the text, the returned message included, where a mail has lost its structure. */
  text: string;
}

const STATUS = /^message\/(?:global-)?delivery-status$/;
const RECEIPT = /^message\/(?:global-)?disposition-notification$/;
const RETURNED = /^(?:message\/(?:rfc822|global|news|partial)|(?:text|message)\/(?:rfc822|global)-headers?)$/;

/** Before each line of a session, as MDaemon's log has it: `Thu 2024-02-01 10:00:00: [1234:1] <-- 550 …`. */
const STAMP =
  /^[ \t]?(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,3})?: (?:\[\d{1,9}:\d{1,9}\] ?)?/gm;

export function reportParts(mail: Part, bounds: Bounds): ReportParts {
  const parts: ReportParts = {
    headers: mail.headers,
    type: mail.type,
    statuses: [],
    feedback: [],
    isReceipt: false,
    returned: null,
    attached: [],
    notice: '',
    text: '',
  };
  const plain: string[] = [];
  const html: string[] = [];
  const visit = (part: Part): void => {
    if (part.parts.length) part.parts.forEach(visit);
    else if (STATUS.test(part.type)) parts.statuses.push(bounds.fields(textOf(part)));
    else if (part.type === 'message/feedback-report') parts.feedback.push(bounds.fields(textOf(part)));
    else if (RECEIPT.test(part.type)) parts.isReceipt = true;
    else if (RETURNED.test(part.type)) addReturned(parts, part, bounds);
    else if (part.type === 'text/html') html.push(textOf(part));
    else if (/^(?:text|multipart)\b/.test(part.type)) plain.push(textOf(part));
    else if (part.body.length <= LONGEST_FIELDS) addFields(parts, bounds.fields(textOf(part)));
  };
  visit(mail);
  const text = plain.join('\n').trim();
  parts.text = text === '' ? html.map(htmlText).join('\n') : text;
  const { notice, returned } = splitNotice(parts.text);
  parts.notice = notice.replace(STAMP, '');
  parts.returned ??= returned;
  return parts;
}

/** Mail programs save a part that they do not know as `ATT00001` and send it on as they would any file. */
const LONGEST_FIELDS = 64 * 1024;

function addFields({ statuses, feedback }: ReportParts, text: string): void {
  if (/^\s*reporting-mta\s*:/i.test(text)) statuses.push(text);
  else if (/^\s*(?:[\w-]+:[^\n]*\n){0,9}feedback-type\s*:/i.test(text)) feedback.push(text);
}

function addReturned(parts: ReportParts, part: Part, bounds: Bounds): void {
  const source = textOf(part)
    .replace(/^\s+/, '')
    .replace(/^From \S[^\n]*\n/, '');
  if (part.type === 'message/rfc822' || part.type === 'message/global')
    parts.attached.push(readPart(source, 1, bounds));
  const end = source.indexOf('\n\n');
  parts.returned ??= readHeaders(end < 0 ? source : source.slice(0, end));
}

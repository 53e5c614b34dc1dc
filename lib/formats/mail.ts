import { deliveryEvent } from '@/lib/mail/delivery-event';
import { countUnparsed, type Format, type ParseContext, type ParseOutput, type Parser } from './format';
import { Bounds } from './mail/bounds';
import { readDocument } from './mail/embedded-document';
import { TO_A_PERSON } from './mail/failure-vocabulary';
import { isFieldLine, readHeaders } from './mail/headers';
import { readMail } from './mail/mime';
import { readReport } from './mail/report';

/** Fields that only mails bear, most of them in all. */
const MAIL_FIELDS = [
  'return-path',
  'received',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'delivered-to',
];

/** Bounce mail and complaint reports: `.eml` files, mboxes, Maildirs; and the documents of other formats that come
 * as mail. Other mail yields nothing. */
export const mail = (documents: readonly Format[]): Format => ({
  id: 'mail',
  title: 'Bounce mail and complaint reports (RFC 3464, RFC 5965, free text)',
  framing: 'mails',
  recognise,
  open: (context) => new MailParser(context, documents),
});

function recognise(head: Buffer): number {
  const text = head
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
    .replace(/^\s*(?:From \S[^\n]*\n)?/, '');
  if (!isFieldLine(text)) return ofNotice(text);
  const end = text.indexOf('\n\n');
  const headers = readHeaders(end < 0 ? text : text.slice(0, end));
  const known = MAIL_FIELDS.filter((name) => headers.has(name)).length;
  return known >= 3 ? 0.95 : known * 0.3 || ofNotice(text);
}

/** Somebody may have put the servers' notices into files, without their headers. */
const ofNotice = (text: string): number => (/[^\s@]@[^\s@]/.test(text) && TO_A_PERSON.test(text) ? 0.2 : 0);

class MailParser implements Parser {
  readonly #context: ParseContext;
  readonly #documents: readonly Format[];

  constructor(context: ParseContext, documents: readonly Format[]) {
    this.#context = context;
    this.#documents = documents;
  }

  parse(block: Buffer, offset: number, output: ParseOutput): void {
    const bounds = new Bounds();
    const report = readReport(readMail(block, bounds), bounds, (parts) =>
      readDocument(parts, bounds, this.#documents, this.#context),
    );
    for (const [index, { attemptedAt, ...finding }] of report.findings.entries())
      output.events.push(
        deliveryEvent({
          ...finding,
          position: offset + index,
          at: attemptedAt ?? report.date ?? this.#context.referenceTime,
        }),
      );
    if (bounds.left !== null) countUnparsed(output, offset, bounds.left, block);
    else if (report.findings.length) output.records.event++;
    else output.records.ignored++;
  }

  /** Every mail stands for itself. */
  save(): string {
    return '';
  }
}

import { type Format, type ParseContext, parseOutput } from '../format';
import type { Bounds } from './bounds';
import type { Finding } from './finding';
import type { ReportParts } from './report-parts';

/** How sure a format has to be of a mail's text. */
const SURE = 0.5;

/**
 * Services that tell of bounces by webhook may tell by mail as well: an SNS topic can have a mail address as its
 * subscriber, and the notification of Amazon SES then is the mail's text. `null` if the text is no such document.
 */
export function readDocument(
  { text }: ReportParts,
  bounds: Bounds,
  formats: readonly Format[],
  context: ParseContext,
): Finding[] | null {
  if (!/^\s*\{/.test(text) || !bounds.mayBeDocument(text)) return null;
  // Sendmail breaks lines of more than 990 characters with `!` and indents their rest; a signature may follow.
  const json = text
    .slice(0, text.lastIndexOf('}') + 1)
    .replaceAll('!\n ', '')
    .replaceAll('\n', ' ');
  const document = Buffer.from(json);
  const format = formats.find((candidate) => candidate.recognise(document) >= SURE);
  if (!format) return null;
  const output = parseOutput();
  format.open(context).parse(document, 0, output);
  return output.events.map(({ position: _, at, ...finding }) => ({ ...finding, attemptedAt: at }));
}

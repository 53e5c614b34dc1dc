import { parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { recogniseFormat } from '@/lib/formats/index';
import { isFailure } from '@/lib/mail/delivery-event';
import type { Refusal } from '@/lib/mail/verdict';
import { type Entry, entriesOfCode, entriesOfWords } from './dictionary';
import { type Explanation, explainVerdict } from './explain-verdict';

/** What a person may want explained, and the answer to it. */
export type Answer =
  | { kind: 'response'; response: string; explanation: Explanation }
  | { kind: 'rows'; entries: Entry[] };

/** A code, a keyword, a response, a log line or a whole bounce: whatever there is to paste. `now` is what the year of
 * a stamp without one follows from. */
export function answerTo(asked: string, now: number): Answer {
  const text = asked.trim();
  const code = CODES.exec(text);
  if (code) return { kind: 'rows', entries: entriesOfCode(code[1] ?? code[2] ?? '') };
  const entries = text.length <= KEYWORD_LENGTH ? entriesOfWords(text) : [];
  if (entries.length > 0) return { kind: 'rows', entries };
  const refusal = refusalIn(text, now);
  return { kind: 'response', response: refusal.response, explanation: explainVerdict(refusal) };
}

/** 5.7.26   550 5.7.26   #5.7.26   550 */
const CODES = /^(?:\d{3}[ -])?#?\(?([245]\.\d{1,3}\.\d{1,3})\)?$|^([245]\d\d)$/;
const KEYWORD_LENGTH = 40;

/** A log line or a bounce says who answered; what no format knows is taken as the response itself. */
function refusalIn(text: string, now: number): Refusal {
  const input = Buffer.from(`${text}\n`);
  const { format } = recogniseFormat(input);
  if (format) {
    const output = parseOutput();
    const reader = new RecordReader(format, { referenceTime: now, timeZone: 'UTC' });
    reader.push(input, output);
    reader.finish(output);
    const event = output.events.find(({ outcome, diagnostic }) => isFailure(outcome) && diagnostic);
    if (event?.diagnostic)
      return {
        response: event.diagnostic,
        mxHost: event.mxHost,
        recipient: event.recipient,
        replyCode: event.replyCode,
        statusCode: event.statusCode,
        final: event.outcome === 'bounced',
      };
  }
  return {
    response: text,
    mxHost: /\brelay=([\w.-]+)\[/.exec(text)?.[1] ?? null,
    recipient: /\bto=<([^<>\s]+@[^<>\s]+)>/.exec(text)?.[1] ?? null,
  };
}

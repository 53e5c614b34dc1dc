import { hostIn, type RemoteAnswer, replyIn } from './remote-answer';

/** Longest diagnostic taken from a notice. */
const LONGEST = 2000;

/** A line of nothing but rules and headlines: `----- Transcript of session follows -----`. */
const DECORATION = /^\W*$|^\|*[-=*_#~]{2}.*[-=*_#~|]{2}$/;

/** A line that only leads to the next: `because:`, `Technical details of permanent failure:`, `Hello ana,`; but not
 * Postfix' `Command died with status 17:`, which a long path follows. */
const LEADS_ON = /^(?!command ).{0,100}[:：]\s*$|^.{0,60}[,!،，！]\s*$/i;

/** One that leads to the reason. */
const REASON_FOLLOWS =
  /^.{0,60}(?:response|reasons?|because|details?|cause|problem|information|error|grund|raison|motivo)\b[^:\n]{0,60}[:：]\s*$/i;

/** What stands before a reason. */
const LABEL =
  /^[\s*>-]*(?:\(?(?:delay |delivery )?reason(?:\(s\))?|diagnostic[- ]code|error(?: message| type)?|remote (?:smtp )?server returned|server message|details|grund|raison|motivo|causa|原因)\s*[:：]\s*/i;

/** Paragraphs that belong to the template and not to the failure. */
const BOILERPLATE =
  /^\s*(?:message will be retried|no action is required|#?\s*this is a warning|you do not need to resend|please |for (?:further|more) |if you |this (?:is a permanent|condition occurred)|the (?:message (?:subject|date|identifier|reference)|mts-id)|giving up|i.m not going to|reporting-mta|received-from-mta|original-envelope-id|\(?(?:ultimately )?generated from|\(expanded from|recommend|с уважением)/i;

/** Why a recipient was refused: the reply that the text quotes, or else the first paragraph that says something. */
export function reasonIn(text: string): RemoteAnswer {
  const paragraphs = text.split(/\n\s*\n/);
  const replies = paragraphs.map(replyIn);
  // Exchange Online gives the bare code first, and the reply further down.
  const worded = replies.findIndex((reply) => reply !== null && /[a-z]{2}/i.test(reply));
  const at = worded < 0 ? replies.findIndex((reply) => reply !== null) : worded;
  if (at >= 0) return answer(replies[at]!, paragraphs.slice(0, at + 1).join('\n'));
  const said = paragraphs.map(wordsOf);
  const led = said.findIndex((words, index) => words !== '' && isLedTo(paragraphs, index));
  const words = (led < 0 ? said.find((some) => some !== '') : said[led]) ?? lastResort(paragraphs);
  return words === undefined ? { words: null, mxHost: null, mxIp: null } : answer(words, text);
}

/** `Message will be retried for 2 more day(s)` says more than nothing. */
const RETRIED = /^\s*message will be retried/i;

const lastResort = (paragraphs: readonly string[]): string | undefined =>
  paragraphs
    .flatMap((paragraph) => paragraph.split('\n'))
    .find((line) => RETRIED.test(line))
    ?.trim();

/** What a paragraph says, without headlines, template and labels. */
function wordsOf(paragraph: string): string {
  const lines = paragraph
    .split('\n')
    .filter((line) => !DECORATION.test(line.trim()) && !BOILERPLATE.test(line));
  while (lines.length && LEADS_ON.test(lines[0]!)) lines.shift();
  return lines.join('\n').replace(LABEL, '').trim();
}

/** Whether a line such as `The response was:` stands before or at the top of a paragraph. */
const isLedTo = (paragraphs: readonly string[], index: number): boolean =>
  REASON_FOLLOWS.test(paragraphs[index]!.split('\n', 1)[0]!) || leadsToReason(paragraphs[index - 1] ?? '');

/** Whether a paragraph ends with such a line. */
export const leadsToReason = (paragraph: string): boolean =>
  REASON_FOLLOWS.test(paragraph.split('\n').at(-1)!);

/** Lines that a notice has wrapped are one; those of a reply stay lines (RFC 5321 §4.2.1). */
const unfold = (words: string): string =>
  words.replace(/\s*\n\s*(?!\s|\d{3}[ -])/g, ' ').replace(/[ \t]*\n[ \t]*/g, '\n');

const answer = (words: string, context: string): RemoteAnswer => ({
  words: unfold(words.slice(0, LONGEST)),
  ...hostIn(context),
});

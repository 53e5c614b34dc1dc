import { decodeWords } from './encoded-word';
import { ASKS_TO_WRITE, FAILURE, LIST_BEGINS } from './failure-vocabulary';
import type { Finding } from './finding';
import { type Listed, listedRecipients, localNames, NAMED } from './listed-recipients';
import { ADDRESS, addressesIn, addressKey, cleanAddress, EVERY_ADDRESS, isStaff } from './mailbox';
import { leadsToReason, reasonIn } from './reason';
import { type RemoteAnswer, replyIn } from './remote-answer';
import type { ReportParts } from './report-parts';
import type { ReturnedMessage } from './returned-message';
import { noticeOutcome } from './server-notice';
import { readTranscript, refusalOf } from './transcript';
import { verpRecipient } from './verp';

/**
 * Reads what a server tells a person: no standard rules it, and each server and each language has its own words. All
 * of them do the same, though: they say that something failed, and name addresses, mostly at the beginning of a
 * line, with the reason beside or below. So there is one reader, and the words are tables.
 */
export function readFreeText(parts: ReportParts, returned: ReturnedMessage): Finding[] {
  const outcome = noticeOutcome(parts);
  if (outcome === null) return [];
  return explain(namedRecipients(parts, returned), parts.notice).map(({ words, ...found }) => ({
    ...found,
    outcome,
    diagnostic: words,
  }));
}

/** A notice that names nobody is about whom the returned message was for, or the return path says. */
export function readNameless(parts: ReportParts, returned: ReturnedMessage): Finding[] {
  const outcome = noticeOutcome(parts);
  if (outcome === null) return [];
  const recipient = verpRecipient((name) => parts.headers.get(name)) ?? returned.recipient;
  const isReport = /report-type\s*=\s*"?delivery-status/i.test(parts.headers.get('content-type') ?? '');
  if (recipient === null && !isReport) return [];
  const { words, ...host } = reasonIn(parts.notice);
  return [{ outcome, recipient, diagnostic: words, ...host }];
}

/** `unable to deliver your message to ana@example.com for the following reason`, whomever the reason speaks of. */
const TOLD_TO = new RegExp(
  String.raw`\b(?:deliver|send|reach|forward)(?:ing)?(?:\s+\w+){0,2}\s+(?:message|mail|e-?mail)\s+to\s+["'<]?${ADDRESS}`,
  'i',
);

/** Where a notice names its recipients, the surest place first. */
function namedRecipients({ headers, notice }: ReportParts, returned: ReturnedMessage): Listed[] {
  const local = localNames(notice, headers.get('from'));
  if (local.length) return local;
  const listed = listedRecipients(notice);
  // The notice came to its reader: no list of failures is about him, but what his own server wrote may name him.
  const reader = keys(headers.get('to') ?? '');
  const notReader = listed.filter(({ recipient }) => !reader.has(addressKey(recipient)));
  if (listed.length) return notReader.length ? notReader : listed;
  const failed = addressesIn(headers.all('x-failed-recipients').join(', '));
  if (failed.length) return failed.map((recipient) => mentioned(recipient, notice));
  const told = cleanAddress(TOLD_TO.exec(notice)?.[1] ?? '');
  if (told) return [mentioned(told, notice)];
  const inSession = [...readTranscript(notice).values()].flatMap(({ recipient }) => recipient ?? []);
  if (inSession.length) return inSession.map((recipient) => ({ recipient, about: '', told: null }));
  const own = keys([headers.get('to'), headers.get('from'), returned.sender].join(', '));
  const isOther = (address: string) => !isStaff(address) && !own.has(addressKey(address));
  const addressed = keys(returned.recipients.join(', '));
  const known = addressesIn(notice).filter((one) => isOther(one) && addressed.has(addressKey(one)));
  const named = known.length ? known : addressesIn(withoutHelp(notice)).filter(isOther);
  if (named.length) return named.slice(0, 1).map((one) => mentioned(one, notice));
  const inSubject = addressesIn(decodeWords(headers.get('subject') ?? ''));
  const others = inSubject.filter((address) => !isStaff(address) && !own.has(addressKey(address)));
  return returned.recipient ? [] : others.slice(0, 1).map((recipient) => mentioned(recipient, notice));
}

/** Whom a notice only asks to write to, or who signed it, is not whom it is about. */
function withoutHelp(notice: string): string {
  const unsigned = notice
    .split('\n')
    .filter((line) => !NAMED.test(line))
    .join('\n');
  return unsigned.replace(EVERY_ADDRESS, (address, _, at: number) => {
    const sentence = unsigned
      .slice(Math.max(0, at - 200), at)
      .split(SENTENCE_END)
      .at(-1)!;
    return ASKS_TO_WRITE.test(sentence) ? '' : address;
  });
}

/** A question, such as `Problems?`, leads to what follows it; so does a colon, over a blank line. */
const SENTENCE_END = /[.;!@]\s|[^:：\s]\s*\n\s*\n/;

const keys = (text: string): Set<string> => new Set(addressesIn(text).map(addressKey));

/** An address within a sentence: that sentence and what follows it are about the address. A notice that does not
 * mention it comes to its point where it speaks of a failure. */
function mentioned(recipient: string, notice: string): Listed {
  const named = notice.toLowerCase().indexOf(recipient.toLowerCase());
  const at = named < 0 ? (FAILURE.exec(notice)?.index ?? 0) : named;
  return { recipient, about: notice.slice(notice.lastIndexOf('\n\n', at) + 1), told: null };
}

/** Gives each recipient its reason. A list may give one reason for all, at its end; a session may tell more. */
function explain(listed: readonly Listed[], notice: string): (RemoteAnswer & { recipient: string })[] {
  const refusals = readTranscript(notice);
  const answers = listed.map(({ recipient, about, told }) => {
    const reason = reasonIn(about);
    const own = { ...reason, words: join(told, reason.words) };
    const refusal = refusalOf(refusals, recipient);
    if (refusal && (own.words === null || replyIn(own.words) === null)) return { ...refusal, recipient };
    const isNamed = own.mxHost !== null || own.mxIp !== null;
    const { mxHost, mxIp } = isNamed || !refusal ? own : refusal;
    return { words: own.words, mxHost, mxIp, recipient };
  });
  const last = answers.at(-1);
  if (!last || answers.every(({ words }) => words !== null)) return answers;
  const common = last.words === null ? reasonBefore(notice, listed[0]!.recipient) : last;
  return answers.map((answer) =>
    answer.words === null ? { ...common, recipient: answer.recipient } : answer,
  );
}

/** `User's mailbox is full: <ana@example.com>` and then `Unable to deliver mail.`: either may be what counts. */
const join = (told: string | null, words: string | null): string | null =>
  told === null || (words !== null && replyIn(words) !== null)
    ? words
    : [told, words ?? []].flat().join(': ');

/** Lotus Notes and mobile operators give the reason first and the address after it. */
function reasonBefore(notice: string, recipient: string): RemoteAnswer {
  const before = notice.slice(0, notice.indexOf(recipient)).replace(/[^\n]*$/, '');
  const paragraphs = before
    .replace(/\n$/, '')
    .split(/\n\s*\n/)
    .reverse();
  const reason = paragraphs.find(
    (paragraph, distance) =>
      paragraph.trim() !== '' &&
      (leadsToReason(paragraphs[distance + 1] ?? '') ||
        (!LIST_BEGINS.test(paragraph) && (distance === 0 || FAILURE.test(paragraph)))),
  );
  return reasonIn(reason ?? '');
}

/** The part of a status text that somebody said, and who said it where the text names them. */
export interface Answer {
  start: number;
  end: number;
  /** `host[ip]`, as written. */
  relay: string | null;
}

/** The scheduler repeats the last failure of a destination it no longer tries. */
const SUSPENDED = 'delivery temporarily suspended: ';
/** What smtp(8) and lmtp(8) put around the other server's words: `host mx.example.com[192.0.2.1] said: 550 …`. */
const VERBS = [' said: ', ' refused to talk to me: '];
const IN_REPLY = ' (in reply to ';

/** Finds the other server's own words in the text in [start, end) between the parentheses after `status=`. */
export function answerIn(text: string, start: number, end: number): Answer {
  // 250 2.0.0 Ok: queued as 4C1234
  const first = text.charCodeAt(start);
  if (first >= 48 && first <= 57) return { start, end, relay: null };
  const from = text.startsWith(SUSPENDED, start) ? start + SUSPENDED.length : start;
  if (!text.startsWith('host ', from)) return { start: from, end, relay: null };
  let bracket = from;
  while (bracket < end && text.charCodeAt(bracket) !== 93) bracket++;
  const verb = VERBS.find((words) => text.startsWith(words, bracket + 1));
  if (!verb) return { start: from, end, relay: null };
  const said = bracket + 1 + verb.length;
  return { start: said, end: replyEnd(text, said, end), relay: text.slice(from + 5, bracket + 1) };
}

/** Without the ` (in reply to RCPT TO command)` that Postfix adds; syslog may have cut it short. */
function replyEnd(text: string, start: number, end: number): number {
  const at = text.slice(start, end).lastIndexOf(IN_REPLY);
  return at < 0 ? end : start + at;
}

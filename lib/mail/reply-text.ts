/**
 * The words of a response that was brought onto one line: folded lines joined, and names taken out that belong to
 * the log and not to the refusal. A mailbox called `dmarc@` or a host called `mx.spamfilter.example` says nothing.
 */
export function replyText(line: string, replyCode: number | null): string {
  return unfold(line, replyCode).replace(BRACKETED_ADDRESS, '<address>').replace(NAMED_HOST, '$1 host');
}

const BRACKETED_ADDRESS = /<[^<>\s@]{1,256}@[^<>\s]{1,256}>/g;
// host mx.example.com[192.0.2.1] said: …   connect to mx.example.com[2001:db8::1]:25: … (Postfix)
// … after RCPT TO:<…>: host mx.example.com [192.0.2.1]: 550 … (Exim)
const NAMED_HOST = /\b(host|connect to|conversation with) [\w.-]{1,255} ?\[[^\][ ]{2,45}\](?::\d{1,5})?/g;

const CONTINUATION = / ([245]\d\d)([ -])(?:#?[245]\.\d\.\d{1,3}[ :]? ?)?/g;

/** `550-5.7.1 one 550-5.7.1 two 550 5.7.1 three` → `550-5.7.1 one two three` (RFC 5321 §4.2.1). */
function unfold(line: string, replyCode: number | null): string {
  const code = String(replyCode);
  const first = line.indexOf(`${code}-`);
  if (replyCode === null || first < 0) return line;
  const start = first + 4;
  return (
    line.slice(0, start) +
    line.slice(start).replace(CONTINUATION, (all, repeated) => (repeated === code ? ' ' : all))
  );
}

/**
 * Recipient addresses are personal data: what is kept of them in clear is the domain, and the first letter of the
 * local part so that a person who knows the address recognises it.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return maskLocalPart(address);
  return `${maskLocalPart(address.slice(0, at))}${address.slice(at).toLowerCase()}`;
}

const maskLocalPart = (localPart: string): string => {
  if (localPart.endsWith('***')) return localPart;
  return localPart.length > 1 ? `${localPart[0]}***` : '***';
};

/** What a local part outside of quotes is made of here, and how much of it is looked at. */
const LOCAL_SIGN = /[^\s<>()[\]{},;:"@]/;
const LOCAL_LENGTH = 256;
/** The sign and the domain behind it. */
const AT_DOMAIN = /@(?:[\w.\u0080-\uffff-]+|\[[\w.:]{2,64}\])/g;
/** RFC 5321 §4.1.2: between quotes anything goes. Also where VERP writes it into another address. */
const QUOTED = /"[^"\r\n]{1,256}"(@(?=[\w\u0080-\uffff[])|=(?=[\w.-]{1,255}@))/g;
/** As quoted-printable, an address of the web, JSON and HTML write the sign. */
const ENCODED_SIGN = /(?:[=%]40|\\u0040|&#(?:64|x40);)(?=[\w\u0080-\uffff-]+\.\w|\[)/gi;
const ENCODED_LOCAL_SIGN = /[^\s<>()[\]{},;:"'@=%&\\]/;
const ANY_SIGN = /@|[=%]40|\\u0040|&#(?:64|x40);/i;

/** `bounce+jane=example.org@` (VERP), and `SRS0=…=example.org=jane@` of the Sender Rewriting Scheme: the recipient is
 * within the sender's own address. */
const DOMAIN = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;
const REWRITTEN = /^SRS[01][=+-]/i;
/** What logs write before an address, which is no part of it. */
const KEY = /^(?:[\w-]*(?:to|from|rcpt|recipient|sender|user|addr|address|email|mail|login))=$/i;

/** Masks every address in text that a stranger's server wrote, e.g. `<j.doe@example.com>: User unknown`. Each sign is
 * found first and what stands before it then: whoever writes long runs without a sign costs us no more than others. */
export function redactAddresses(text: string): string {
  if (!ANY_SIGN.test(text)) return text;
  const unquoted = text.replace(QUOTED, '"***"$1');
  return eachRun(
    eachRun(unquoted, ENCODED_SIGN, ENCODED_LOCAL_SIGN, maskEncoded),
    AT_DOMAIN,
    LOCAL_SIGN,
    maskRun,
  );
}

/** Replaces what `sign` matches together with the local part before it; without one it stays. */
function eachRun(text: string, sign: RegExp, localSign: RegExp, mask: (run: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { index, 0: matched } of text.matchAll(sign)) {
    const least = Math.max(done, index - LOCAL_LENGTH);
    let start = index;
    while (start > least && localSign.test(text[start - 1]!)) start--;
    if (start === index) continue;
    const end = index + matched.length;
    parts.push(text.slice(done, start), mask(text.slice(start, end)));
    done = end;
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}

function maskEncoded(run: string): string {
  const sign = run.search(ANY_SIGN);
  return `${maskLocalPart(run.slice(0, sign))}${run.slice(sign)}`;
}

function maskRun(run: string): string {
  const local = run.slice(0, run.lastIndexOf('@'));
  const from = Math.max(local.lastIndexOf('=') + 1, afterOpening(local));
  const [before, last] = [local.slice(0, from), local.slice(from)];
  const isWithin = REWRITTEN.test(local) || last === '' || (DOMAIN.test(last) && !KEY.test(before));
  return from === 0 || isWithin ? maskAddress(run) : `${before}${maskAddress(run.slice(from))}`;
}

/** Behind the last apostrophe that is a quotation mark: not the one of `o'neil@`. */
function afterOpening(local: string): number {
  for (let at = local.lastIndexOf("'"); at >= 0; at = at === 0 ? -1 : local.lastIndexOf("'", at - 1))
    if (at === 0 || !/\w/.test(local[at - 1]!)) return at + 1;
  return 0;
}

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

/** One run of characters on each side of the sign: linear, since neither side can match an `@`. */
const ADDRESS = /[^\s<>()[\]{},;:"@]{1,256}@(?:[\w.\u0080-\uffff-]+|\[[\w.:]{2,64}\])/g;
/** RFC 5321 §4.1.2: between quotes anything goes. */
const QUOTED = /"[^"\r\n]{1,256}"@(?=[\w\u0080-\uffff[])/g;
/** As quoted-printable, an address of the web, JSON and HTML write the sign. */
const ENCODED =
  /[^\s<>()[\]{},;:"'@=%&\\]{1,256}(?:[=%]40|\\u0040|&#(?:64|x40);)(?=[\w\u0080-\uffff-]+\.\w|\[)/gi;
const ANY_SIGN = /@|[=%]40|\\u0040|&#(?:64|x40);/i;

/** `bounce+jane=example.org@` (VERP), and `SRS0=…=example.org=jane@` of the Sender Rewriting Scheme: the recipient is
 * within the sender's own address. */
const DOMAIN = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;
const REWRITTEN = /^SRS[01][=+-]/i;
/** An apostrophe that is a quotation mark: not the one of `o'neil@`. */
const OPENING = /(?<!\w)'(?!.*(?<!\w)')/;
/** What logs write before an address, which is no part of it. */
const KEY = /^(?:[\w-]*(?:to|from|rcpt|recipient|sender|user|addr|address|email|mail|login))=$/i;

/** Masks every address in text that a stranger's server wrote, e.g. `<j.doe@example.com>: User unknown`. */
export function redactAddresses(text: string): string {
  if (!ANY_SIGN.test(text)) return text;
  return text.replace(QUOTED, '"***"@').replace(ENCODED, maskEncoded).replace(ADDRESS, maskRun);
}

function maskEncoded(run: string): string {
  const sign = run.search(ANY_SIGN);
  return `${maskLocalPart(run.slice(0, sign))}${run.slice(sign)}`;
}

function maskRun(run: string): string {
  const local = run.slice(0, run.lastIndexOf('@'));
  const from = Math.max(local.lastIndexOf('=') + 1, local.search(OPENING) + 1);
  const [before, last] = [local.slice(0, from), local.slice(from)];
  const isWithin = REWRITTEN.test(local) || last === '' || (DOMAIN.test(last) && !KEY.test(before));
  return from === 0 || isWithin ? maskAddress(run) : `${before}${maskAddress(run.slice(from))}`;
}

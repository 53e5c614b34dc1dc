/** What a report quotes of the server that refused. */
export interface RemoteAnswer {
  words: string | null;
  mxHost: string | null;
  mxIp: string | null;
}

const IP = String.raw`(?<ip>(?:\d{1,3}\.){3}\d{1,3}|(?:ipv6:)?[0-9a-f]{0,4}:[0-9a-f:.]{2,40})`;
const HOST = String.raw`(?<host>(?:[a-z0-9_-]{1,63}\.){1,12}[a-z][a-z0-9-]{1,62})\.?(?![\w.-])`;

/** How reports name the host that answered, the surest way first. */
const NAMED_HOST = [
  // host mx.example.com[192.0.2.1] said: 550 …   connect to mx.example.com[192.0.2.1]:25: Connection timed out
  // lost connection with mx.example.com[192.0.2.1]   Server mx.example.com[192.0.2.1] failed with: 550 …
  // host: mx.example.com (192.0.2.1) reason: 550 …   by aspmx.example.com. [2001:db8::1]
  String.raw`\b(?:host|server|to|from|by|with)[\s:]+${HOST}\s*[[(]${IP}[\])]`,
  // mx.example.com [192.0.2.1] did not like our RCPT TO:   mx.example.com[192.0.2.1] responded with failure: 550 …
  String.raw`(?:^|[\s(])${HOST}\s*[[(]${IP}[\])](?=\s*(?:did not|responded|said|refused|:))`,
  // 192.0.2.1 does not like recipient.   192.0.2.1 failed after I sent the message.   Connected to 192.0.2.1 but …
  String.raw`(?:^|\s)${IP}\s(?:does not like|failed (?:on|after)|but |refused)`,
  // SMTP Server <mx.example.com> rejected recipient …   Remote server (192.0.2.1) issued an error.
  String.raw`\bserver\s*[<(](?:${IP}|${HOST})[>)]`,
  // host: mx.example.com   host mx.example.com:25 says:   while talking to mx.example.com.:
  String.raw`(?:\bhost:?|talking to|recipient domain \S+ by|conversation with)\s+${HOST}`,
  // Deferred: Connection timed out with mx.example.com.   Connection refused by mx.example.com.
  String.raw`\bconnection\s+(?:timed\s+out\s+with|(?:refused|reset|closed)\s+by)\s+${HOST}`,
  // MX=[mx.example.com] {192.0.2.1} (MDaemon)
  String.raw`\bmx=\[${HOST}\]\s*\{${IP}\}`,
  // host 192.0.2.1: 553 …
  String.raw`\bhost:?\s+\[?${IP}\]?(?:[:\s]|$)`,
  // user@example.com mx.example.com Remote Server returned '550 …'   mx.example.com #550 …   mx.example.com gave this error:
  String.raw`(?:^|[\s<])${HOST}\s(?:gave this error|rejected your message|remote server returned|#[<5 4])`,
  // Exchange, where it refused by itself: Message rejected by:   Generating server:
  String.raw`(?:message rejected by|generating server|bronserver|generierender server|serveur (?:de g\S+ration|g\S+rateur)|servidor (?:de genera\S+|gerador|generador)|server di generazione|serwer generuj\S+|生成サーバー)\s*[:：]\s*${HOST}`,
].map((source) => new RegExp(source, 'i'));

/** A three-digit reply that begins a line or follows a quotation mark. Not `450 seconds`. */
const REPLY =
  /(?:^|[\n:;'"[(#<>]|\],)[ \t]*(?:\w{2,8}; ?)?(?:[45]\d\d )?(?=[45][0-7]\d(?:[ -]|: |\n|$))(?!\d{3}[ -](?:seconds?|minutes?|hours?|days?|k?b(?:ytes)?|characters)\b)/;

/** An enhanced code that begins a line, where a report leaves the reply code out (GMX, Mimecast, Exchange). */
const STATUS = /(?:^|\n)[^\w\n]{0,6}(?=[45]\.\d{1,3}\.\d{1,3} \S)/;

/** A reply with an enhanced code in the midst of a sentence: `was rejected with error 550 5.1.1 …`. */
const WITHIN =
  /\b(?:error|code|status|response|answer|reply|returned|said|because of|with|reason)(?: (?:was|is))?:? (?=[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b)/i;

/** Form fields below a reply, their values in a column: `Message rejected by:    srv.example.com`. */
const NEXT_FIELD = /\n[^\n:]{3,40}:(?:\t| {2,})\S/;

/** Ways of quoting that hide the reply itself. */
const WRAPPINGS: [wrapping: RegExp, reply: string][] = [
  // Amazon: 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>
  [/^[45]\d\d 4\.4\.7 Message expired[^<]*<([45]\d\d[ -].*)>\s*$/s, '$1'],
  // sendmail 5: 554 <user@example.com>... 550 Host unknown (Authoritative answer from name server)
  [/^[45]\d\d <[^>\s]*>\.\.\. ([45]\d\d .*)$/s, '$1'],
  // Cisco ESA: 5.1.0 - Unknown address error 550-'5.1.1 No such user'
  [
    /^[45]\.\d{1,3}\.\d{1,3} - [^'\n]{0,100}? ([45]\d\d)[- ]'(.*)'(?: \(delivery attempts: \d+\))?$/s,
    '$1 $2',
  ],
  // Zoho: Invalid Address, ERROR_CODE :550, ERROR_CODE :Requested action not taken: mailbox unavailable
  [/^(.*?)[,\s]*ERROR_CODE\s*:\s*([45]\d\d)[,\s]*ERROR_CODE\s*:\s*(.*)$/s, '$2 $3 ($1)'],
];

/** What follows a quoted reply and is no longer the server's. */
const AFTERWORDS =
  /\s*(?:\(in\s+reply\s+to\s[^)]*\)|\[(?:RCPT_TO|MAIL_FROM|DATA|END_OF_DATA|BODY)\]|##\S*|\(state \d+\)\.?|#SMTP#|Giving up on [\da-f.:]+\.|I'm not going to try again;[\s\S]*)\s*$/i;

/** RFC 5321 §4.5.3.1.5 allows 512 octets a line; longer replies are many lines of boilerplate. */
const LONGEST = 4000;

const CLOSING: Record<string, string> = { "'": "'", '"': '"', '[': ']', '(': ')' };

/** The reply within a text, from its code on, or `null` where none is quoted. */
export function replyIn(text: string): string | null {
  const unwrapped = unwrap(text.trim());
  if (unwrapped !== null) return unwrapped;
  const found = REPLY.exec(text) ?? STATUS.exec(text) ?? WITHIN.exec(text);
  if (!found) return null;
  const begins = found.index + found[0].length;
  const words = trimReply(
    withinBrackets(text.slice(begins, begins + LONGEST), text.slice(0, begins)),
    found[0].trim(),
  );
  return unwrap(words) ?? words;
}

function unwrap(words: string): string | null {
  for (const [wrapping, reply] of WRAPPINGS)
    if (wrapping.test(words)) return words.replace(wrapping, reply).trim();
  return null;
}

function trimReply(reply: string, opening: string): string {
  let words = reply;
  const end = words.lastIndexOf(CLOSING[opening.slice(0, 1)] ?? '\0');
  if (end > 0) words = words.slice(0, end);
  const next = words.search(NEXT_FIELD);
  if (next > 0) words = words.slice(0, next);
  for (let round = 0; round < 3; round++) words = words.replace(AFTERWORDS, '');
  return closeBrackets(words.trim());
}

/** `(reason: 550 Mailbox disabled) (expanded from: <list@example.org>)`: a reply ends with the bracket it stands in. */
function withinBrackets(reply: string, before: string): string {
  if (before.lastIndexOf('(') <= before.lastIndexOf(')')) return reply;
  let depth = 1;
  for (const bracket of reply.matchAll(/[()]/g)) {
    depth += bracket[0] === '(' ? 1 : -1;
    if (depth === 0) return reply.slice(0, bracket.index);
  }
  return reply;
}

const OPENING: Record<string, string> = { ')': '(', ']': '[', '>': '<' };

/** `(reason: 550 User unknown)`, `<#5.1.1 smtp;550 …>`: the bracket that closes what opened before the reply. */
function closeBrackets(words: string): string {
  const opening = OPENING[words.slice(-1)];
  return opening && !words.includes(opening) ? words.slice(0, -1).trimEnd() : words;
}

export function hostIn(text: string): Pick<RemoteAnswer, 'mxHost' | 'mxIp'> {
  for (const pattern of NAMED_HOST) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return { mxHost: cleanHost(groups.host), mxIp: cleanIp(groups.ip) };
  }
  return { mxHost: null, mxIp: null };
}

const cleanHost = (host: string | undefined): string | null => host?.toLowerCase().replace(/\.$/, '') ?? null;
const cleanIp = (ip: string | undefined): string | null => ip?.toLowerCase().replace(/^ipv6:/, '') ?? null;

const NAME_FIRST = new RegExp(`^${HOST}`, 'i');
const ANY_IP = new RegExp(`(?:^|[[(|])${IP}(?=[\\]),|\\s]|$)`, 'i');

/** `dns; mx.example.com (192.0.2.1, the server for the domain)`, `dns;mx.example.com:25`, `192.0.2.1`. */
export function remoteMta(value: string | null): Pick<RemoteAnswer, 'mxHost' | 'mxIp'> {
  const text = value?.replace(/^\s*[\w-]{1,20}\s*;\s*/, '').trim() ?? '';
  return {
    mxHost: cleanHost(NAME_FIRST.exec(text)?.groups?.host),
    mxIp: cleanIp(ANY_IP.exec(text)?.groups?.ip),
  };
}

/** A Diagnostic-Code: the remote words where it quotes any, all of it otherwise. */
export function remoteAnswer(text: string): RemoteAnswer {
  const words = replyIn(text) ?? text.trim();
  return { words: words === '' ? null : words, ...hostIn(text) };
}

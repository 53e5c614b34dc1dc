import { type Headers, isFieldLine, readHeaders } from './headers';

/** A notice is short; the returned message behind it may be megabytes. */
const NOTICE_LENGTH = 64 * 1024;

/** Lines with which servers announce the message they return. */
const RETURNED_MESSAGE = new RegExp(
  [
    // --- Below this line is a copy of the message.   ----- Original message -----   --------RETURNED MAIL FOLLOWS--------
    String.raw`^[-=_*|#\t ]{2,120}(?:(?:this|below|enclosed|attach\w*|included|here)\b.{0,40}\bcop(?:y|ies)\b|(?:the )?(?:original|returned|unsent|undelivered)[ -]*(?:mail|message|header)|(?:the )?header of the|message (?:header|text|body|content)|mensaje original|mensagem original|message d'origine|urspr\S{1,3}ngliche nachricht|.{0,16}原信件).*$`,
    // Original message follows.   Message headers follow:   A copy of the original message below this line:
    String.raw`^[ \t]*(?:(?:a|the) )?(?:(?:copy|first \d+ lines|header|body) of )?(?:the |your )?(?:original |returned |undelivered |unsent )?(?:message|mail|e-?mail)(?: headers?)?(?: as)? (?:follows?|below)(?: (?:this line|as an? .{0,30}))?[ \t]*[.:]?[ \t]*$`,
    // Included is a copy of the message header:   Below is a copy of the original message:
    String.raw`^[ \t]*(?:included|below|attached|following) is (?:a copy of )?(?:the|your) (?:original )?(?:message|mail)\b.*:[ \t]*$`,
    // Original message headers:   Oorspronkelijke berichtkoppen:   Ursprüngliche Nachrichtenkopfzeilen:
    String.raw`^(?:original message headers|oorspronkelijke bericht\w+|urspr\S{1,3}ngliche nachrichten\w+|en-t\S{1,3}tes de message d.origine|encabezados de mensajes? original\w*|cabe\S{1,3}alhos da mensagem original|intestazioni messaggio originale|oryginalne nag\S+ wiadomo\S+|исходные заголовки сообщения|元のメッセージ\s*ヘッダー|原始邮件头)\s*[:：]`,
  ].join('|'),
  'im',
);

/** Without such a line, a message begins where two of its fields do: nobody writes these in a notice's prose. */
const FIRST_FIELDS =
  /^(?:received|return-path|delivered-to|x-received|dkim-signature|arc-seal|message-id)\s*:/im;

/** A notice is cut into what the server says and the header of the message it is about. */
export function splitNotice(text: string): { notice: string; returned: Headers | null } {
  const head = text.slice(0, NOTICE_LENGTH);
  // A notice that begins with `Undelivered mail follows` has not said anything yet.
  const said = /\S[^\n]*\n?/.exec(head)?.[0].length ?? 0;
  const announced = RETURNED_MESSAGE.exec(head.slice(said));
  const begins = FIRST_FIELDS.exec(head);
  if (announced && (!begins || announced.index + said <= begins.index)) {
    const at = announced.index + said;
    return { notice: head.slice(0, at), returned: headerBlock(text.slice(at + announced[0].length)) };
  }
  const returned = begins && headerBlock(text.slice(begins.index));
  return begins && returned
    ? { notice: head.slice(0, begins.index), returned }
    : { notice: head, returned: null };
}

function headerBlock(text: string): Headers | null {
  const block = text
    .replace(/^\s*\n|^(?:[-=]{5,}\s*\n)/, '')
    .replace(/^[\s>]+(?=\S)/, '')
    .slice(0, NOTICE_LENGTH);
  const end = block.indexOf('\n\n');
  const lines = end < 0 ? block : block.slice(0, end);
  if (!isFieldLine(lines)) return null;
  const headers = readHeaders(lines);
  return headers.size >= 2 ? headers : null;
}

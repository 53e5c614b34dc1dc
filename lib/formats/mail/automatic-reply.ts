import { decodeWords } from './encoded-word';
import type { ReportParts } from './report-parts';

/** Fields that only programs answering in a person's name write. */
const REPLY_FIELDS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoreply-from',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-vacation',
];

/** How subjects of absence notices and of demands to confirm oneself begin, in their writers' languages. */
const REPLY_SUBJECTS = [
  'auto(?:matic|mated)?[- ]?(?:reply|response|responder|re)\\b',
  'auto:',
  'out[- ]of[- ](?:the[- ])?office',
  'ooo\\b',
  'vacation\\b',
  'on (?:annual |sick )?leave',
  'automatische (?:antwort|reactie|beantwoording)',
  'abwesen(?:d|heit)',
  'r[ée]ponse automatique',
  'absence|absent\\b',
  'respuesta autom[áa]tica',
  'fuera de (?:la )?oficina',
  'resposta autom[áa]tica',
  'ausente|aus[êe]ncia',
  'risposta automatica',
  'fuori (?:sede|ufficio)',
  'autosvar|automatisk[t]? svar',
  'automaattinen vastaus',
  '\\[?automatyczna odpowied',
  'nieobecno',
  'automatick[áa] odpov',
  'автоответ|автоматический ответ',
  '自動返信|自動応答|自動回覆|自动回复|自动答复',
  'please confirm your (?:message|e-?mail)',
];
const REPLY_SUBJECT = new RegExp(
  `^\\W*(?:(?:re|aw|sv|antw|vs|fwd?):\\s*)*(?:${REPLY_SUBJECTS.join('|')})`,
  'i',
);

/** Sieve's `reject` answers with a receipt that is none (RFC 5429 §2.1.2): the mail was thrown away. */
const REFUSED_BY_FILTER = /automatically\s+rejected|refused\s+by\s+the\s+recipient.s\s+(?:mail\s+)?filter/i;

/** Mail that a program wrote in answer to ours, and that says nothing of its delivery. */
export function isAutomaticReply({ headers, isReceipt, notice }: ReportParts): boolean {
  if (isReceipt) return !REFUSED_BY_FILTER.test(notice);
  if (/^auto_reply/i.test(headers.get('precedence') ?? '')) return true;
  if (REPLY_FIELDS.some((name) => headers.has(name))) return true;
  return REPLY_SUBJECT.test(decodeWords(headers.get('subject') ?? ''));
}

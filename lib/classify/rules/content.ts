import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** Above the full mailboxes, which the same sentence names as the other possibility. */
export const TOO_BIG_OR_FULL = row(
  'too-big-or-full',
  '',
  // 552 5.2.2 This message is larger than the current system limit or the recipient's mailbox is full. (Exchange)
  /\bmessage is larger than the current system limit\b/i,
  'message too large for system',
);

/** The message itself: its size, its form, what is in it. */
export const CONTENT_RULES: readonly DiagnosticRule[] = [
  row(
    'message-too-big',
    '',
    anyOf(
      // 552 5.3.4 Message size exceeds fixed limit (Postfix)   552 5.2.3 Message length exceeds administrative limit
      /\b(?:message|mail|e-?mail|attachment|header|body|data|line|file|content)s?(?:'s)? (?:\w{1,30} ){0,2}?(?:size|length)s? (?:\S{1,40} ){0,3}?(?:exceed|too|larger|greater|over|is over|limit|beyond|above|of)/,
      /\b(?:message|mail|e-?mail|attachment|file|header|body|content|headers|data)s? (?:\S{1,60} )?(?:is |was |are |has |being |were )?(?:too (?:big|large|long|heavy)|larger than|bigger than|oversized?|over ?size|exceed\w{0,30} (?:\w{1,30} ){0,4}(?:size|length|\d+ ?(?:bytes|k|m))|over (?:the )?(?:maximum|max|size))/,
      /\b(?:exceed\w{0,30}|over|above|larger than) (?:the |our |its |fixed |server'?s? |maximum |max\.? |allowed |allowable |permitted |acceptable |configured |message |mail |e-?mail |attachment |administrative |size |recipient'?s? ){0,6}(?:message|mail|e-?mail|attachment|header) ?-?(?:size|length|limit)/,
      /\bsize (?:limit|exceed)|\bmaximum (?:allowed )?(?:message |mail )?(?:size|length)/,
      /\bmax(?:imum)? ?message ?size|\bmsg ?size|\btoo (?:big|large)\b/,
      /\bsize (?:of |is )?(?:\S{1,80} )?(?:too|greater|larger)/,
      /\bnachricht (?:\S{1,80} )?(?:ist )?zu gro/,
      /\bmessage (?:est )?trop (?:gros|volumineux|grand|long)/,
      /\bmensa(?:je|gem) (?:\S{1,80} ){0,2}(?:demasiado grande|muito grande|excede)/,
      /\bmessaggio (?:\S{1,80} )?troppo grande|\bbericht (?:is )?te groot/,
      /размер (?:письма|сообщения)|слишком больш|邮件(?:过大|太大|大小)|サイズ/,
    ),
    'message too large for system',
  ),
  row(
    'attachment',
    '',
    anyOf(
      // 552 5.7.0 This message was blocked because its content presents a potential security issue   illegal attachment
      /\b(?:attach(?:ed|ment|ments)|file ?(?:type|name|extension)s?|executable|\.exe|\.zip|archive|macro)\b[^.;]{0,60}(?:not (?:allowed|permitted|accepted)|block|reject|prohibit|forbid|denied|banned|illegal|disallow|found|invalid|refus|remov)/,
      /\b(?:illegal|banned|blocked|forbidden|prohibited|dangerous|unacceptable|disallowed|bad|invalid|unsafe) (?:\w{1,30} )?(?:attachment|file|extension|content type)/,
      // 550 5.7.1 Attachment type .exe not allowed
      /\battachment types? \S{1,20} (?:is |are )?(?:not (?:allowed|permitted|accepted)|blocked|prohibited|forbidden)/,
      /\bpotential security issue/,
    ),
    'attachment forbidden',
  ),
  row(
    'message-format',
    '',
    anyOf(
      // 550 5.7.1 Messages missing a valid messageId header are not accepted   554 5.6.0 RFC 5322 compliance
      /\brfc ?-?(?:2?822|5322|2045|2047|1652|1341|6532|2?821|5321)\b/,
      /\b(?:missing|multiple|duplicate|malformed|invalid|illegal|bad|empty|no|required|two|several|without|forged|non-?compliant|more than one|unacceptable|improper) (?:\w{1,30} |[\w-]+: ?|or ){0,3}(?:headers?|message-?id|date|from:|to:|subject|header field|mime|boundary|encoding|charset|content-type)\b/,
      /\b(?:headers?|message-?id|mime|date header|subject|from header|received|header field)\b[^.;]{0,50}(?:missing|malformed|invalid|syntax|not (?:valid|rfc|compliant|allowed|permitted|accepted)|violat|duplicate|required|non-?ascii|too many|corrupt|8[- ]?bit)/,
      // malformed address: <user@example.com> may not follow … (Exim, of a header)
      /\bmalformed address: .{0,80}may not follow/,
      // 451 See http://pobox.com/~djb/docs/smtplf.html. (qmail: bare LF)   550 5.6.11 bare linefeed
      /\bbare (?:lf|cr|line ?feeds?|carriage|newline)|\bstray (?:lf|newline)|\bsmtplf\b/,
      /\blines? (?:is |are )?too long|\bline (?:length )?limit exceeded|\blines? longer than|\bmaximum allowed line length\b|\b(?:8|eight)[- ]?bit\b|\b8bitmime\b/,
      /\bsmtputf8\b|\butf-?8 support required\b|\bnon-?ascii\b|\bbinarymime\b|\bnon-?latin|\blatin (?:characters|only)/,
      /\bcharacter set|\b(?:conversion|converting) (?:not|is|required|failed|of)/,
      /\bcontent[- ]conversion|\bnull character|\bundecodable/,
      /\bcorrupt(?:ed)? (?:message|mail|mime)|\bmalformed (?:message|mail|e-?mail|content)/,
      /\bmissing (?:subject|from|date)|\bformat(?:ted)? (?:error|of the message|incorrect)/,
      /\bnot (?:rfc|properly formatted|well[- ]formed)|\bmessage (?:format|structure|syntax)/,
    ),
    'malformed',
  ),
  row(
    'content-refused',
    '',
    anyOf(
      // 554 5.7.1 Message content rejected   550 Mail content denied   554 5.7.1 rejected due to content
      /\b(?:message|mail|e-?mail|body|its|the|unacceptable|inappropriate|objectionable|prohibited|bad|offensive|unwanted|undesirable|banned|restricted|illegal|forbidden) (?:\w{1,30} )?contents?\b[^.;]{0,40}(?:reject|den(?:y|ied)|block|refus|not|unaccept|violat|filter|restrict|inappropriate|because|present)/,
      /\b(?:unacceptable|inappropriate|objectionable|prohibited|bad|offensive|unwanted|undesirable|banned|restricted|illegal|forbidden|message|mail) contents?\b/,
      /\bcontents? (?:reject|filter|restriction|policy|denied|not|block|violat|scan|check|is|rule)/,
      /\b(?:due to|because of|for|by|on) (?:its |the |message |mail |e-?mail |body |bad ){0,6}content/,
      /\b(?:body|header|mime) checks?\b|\bforbidden (?:word|phrase|text)/,
      /\b(?:banned|bad|blocked|offensive|prohibited) (?:word|phrase|text|language|subject|pattern)/,
      /\bprofanity\b/,
      /\b(?:text|subject|url|link|words?) (?:\S{1,80} )?(?:is |are |was )?(?:rejected|blocked|not (?:allowed|accepted)|banned|forbidden|prohibited)/,
      /内容/,
    ),
    'bad content',
  ),
];

import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** The receiver objects to who sends: the envelope sender, its domain, the HELO name. Never a dead recipient. */
export const SENDER_RULES: readonly DiagnosticRule[] = [
  row(
    'sender-domain',
    '',
    anyOf(
      // 450 4.1.8 <news@example.invalid>: Sender address rejected: Domain not found (Postfix)
      /\bsender address rejected: (?:domain|malformed|undeliverable|unverified|user unknown|need|not)/,
      // 553 5.1.8 Domain of sender address news@example.invalid does not exist (Sendmail)
      /\bdomain of sender (?:address )?(?:\S{1,80} )?(?:does not|doesn't|is not|not|cannot|could not)/,
      /\bsender(?:'s)? (?:e-?mail |address |envelope |mail )?domain (?:\S{1,80} )?(?:must|is|does|has|not|could|cannot|can't|doesn't|was|lookup|verif|exist|valid|invalid|no |un)/,
      /\b(?:cannot|could not|can't|couldn't|unable to|failed to) (?:resolve|verify|find|lookup|look up|validate|determine) (?:the |your |this )?(?:\S{1,80} )?(?:sender|domain of (?:the )?sender|envelope|mail ?from|return[- ]path|from address)/,
      /\b(?:unresolvable|unroute?able) (?:\S{1,80} )?(?:sender|from)\b/,
      /\bsender (?:\S{1,80} )?(?:could not be|cannot be|can't be|is not|not) (?:verified|resolved|found|validated|deliverable)/,
      /\bsender (?:verify|verification|callout|callback|check) (?:failed|failure|fail|error)/,
      /\bcallout verification|\bsender unverified|\bnull ?mx\b.{0,30}sender/,
      /\bsender\b.{0,40}\bnull ?mx/,
      /\b(?:mx|dns|a) (?:records? )?(?:for|of) (?:the )?(?:sender|your domain|from|mail from)/,
    ),
    'bad sender address',
    { title: 'The sender domain cannot be found' },
  ),
  row(
    'sender-refused',
    '',
    anyOf(
      // 550 5.7.1 <news@example.com>: Sender address rejected: Access denied   550 Sender rejected
      /\bsender (?:e-?mail )?(?:address )?(?:\S{1,80} )?(?:is |was |has been |are )?(?:rejected|refused|denied|blocked|not (?:allowed|accepted|permitted|authori[sz]ed|valid)|invalid|black|banned|unknown|reject|forbidden|disallowed|bad|restricted|does not exist|not exist)/,
      /\b(?:invalid|bad|unknown|illegal|blocked|rejected|refused|reject|denied|unauthori[sz]ed|malformed|unacceptable) (?:\w{1,30} )?(?:sender|envelope sender|mail ?from|return[- ]path|reverse[- ]path|from (?:address|header|domain)|originator)\b/,
      /\b(?:mail|e-?mail|messages?) from (?:this |your |the )?(?:sender|\S{1,80}@\S{1,80}|domain|address|user)(?: \S{1,80})? (?:is |are |was |has been |have been )?(?:rejected|refused|denied|blocked|not (?:allowed|accepted|permitted)|banned|prohibited)/,
      /\b(?:from|sender) address (?:\S{1,80} )?(?:is |was )?(?:not|invalid|must|does|violat|mismatch|verif)/,
      // 550 Error: MAIL FROM is mismatched with message header from address!   501 Sender email is not in my domain
      /\bmail ?from (?:\w{1,30} ){0,3}mismatch|\bsender (?:e-?mail |address )?(?:is )?not in\b/,
      // 553 5.7.1 Sender address rejected: not owned by user   553 Mail from must equal authorized user (Yandex, 163)
      /\bnot owned by\b|\bmail ?from must (?:equal|match|be)/,
      /\b(?:sender|from) (?:address )?(?:must|does not|doesn't|should) (?:match|equal|be (?:the )?same)/,
      /\bsend ?as(?:denied)?\b|\bnot allowed to send (?:as|with)/,
      /\bsender (?:is )?not (?:owner|own)|\bnull sender/,
      /\b(?:empty|blank|null|missing) (?:envelope |mail )?(?:sender|from|return)/,
      /\bfrom: ?<> (?:not|is)/,
      /\babsender(?:adresse)? ?(?:\S{1,80} )?(?:abgelehnt|abgewiesen|gesperrt|blockiert|ung|nicht|unbekannt|existiert)/,
      /\bexp.{1,2}diteur (?:\S{1,80} )?(?:refus|inconnu|invalid|rejet|bloqu|inexist)/,
      /\bremitente (?:\S{1,80} ){0,2}(?:rechaz|no |inv|desc|bloq|den)/,
      /\bremetente (?:\S{1,80} ){0,2}(?:rejeit|n.{1,2}o|inv|bloq|desc|neg)/,
      /\bmittente (?:\S{1,80} ){0,2}(?:rifiut|non |scon|bloc)/,
      /отправител\S{0,8} [^.;]{0,30}(?:отклон|не |запрещ|заблок)|发件人|寄件者|送信者|送信元/,
    ),
    'bad sender address',
    { title: 'The sender address is refused' },
  ),
  row(
    'sending-account',
    '',
    // 550 5.7.0 Mail sending denied: the sender account is disabled   550 5.1.90 your message can't be sent because …
    /\b(?:sender|sending|your)(?:'s)? account\b|\bsending (?:is |has been )?(?:disabled|denied|blocked|suspended)\b/i,
    'sending account blocked',
  ),
  // 550 5.1.7 No such domain example.com: by these codes the sender's (RFC 3463 §3.2)
  row('sender-by-code', 'X.1.7 X.1.8', null, 'bad sender address'),
  row(
    'helo',
    '',
    anyOf(
      // 504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname (Postfix)
      /\b(?:helo|ehlo)(?:\/(?:helo|ehlo))?(?: command| name| argument| host ?name| string| domain| greeting)?s? (?:\S{1,80} )?(?:is |was |does |has |must |not ){0,6}(?:rejected|invalid|denied|refused|not|mismatch|required|bad|unacceptable|resolve|malformed|be |match|should|incorrect|forged)/,
      /\b(?:invalid|bad|forged|illegal|reject\w{0,30}|suspicious|fake|incorrect|malformed|unresolvable|your|polite people say) (?:\w{1,30} )?(?:helo|ehlo)\b/,
      /\bneed fully[- ]qualified/,
    ),
    'bad helo',
  ),
];

/** The server is not responsible for the recipient, or takes no mail from outside. */
export const RELAY_RULES: readonly DiagnosticRule[] = [
  row(
    'relay-denied',
    '',
    anyOf(
      // 554 5.7.1 <user@example.com>: Relay access denied (Postfix)   550 5.7.1 Relaying denied (Sendmail)
      /\brelay(?:ing)?(?: access| to| for| mail| from|\w{0,3})?(?: \S{1,80})?:? (?:is |was |has been |are )?(?:denied|not (?:permitted|allowed|authori[sz]ed|supported)|prohibited|refused|rejected|forbidden|disallowed|disabled|operation rejected)/,
      /\b(?:not (?:permitted|allowed|authori[sz]ed) to|unable to|cannot|can't|won't|will not|do not|don't|does not|doesn't|refus\w{1,30} to|denied to|no|not an? open|not) relay\b/,
      /\b(?:access denied|denied).{0,20}relay|\brelaydenied|\brelay not|\brelay ?access/,
      /\bunauthori[sz]ed relay|\bopen relay|\banti-?relay|\bthird[- ]party relay|\bmail relay/,
      // 553 you are trying to use me [mx.example.com] as a relay, but I have not been configured to let you
      /\buse me .{0,80}\bas a relay\b/,
      // 553 sorry, that domain isn't in my list of allowed rcpthosts (qmail)   550 not local host, not a gateway
      /\brcpthosts\b|\bnot (?:a )?gateway\b|\bnot (?:a )?local (?:host|domain)/,
      /\b(?:we do not|don't|does not|doesn't|not) (?:host|handle|serve|accept mail for|accept messages for|responsible for) (?:the |this |that |mail for )?(?:domain|address|user|recipient)/,
      /\bdomain (?:\S{1,80} )?(?:is )?(?:not (?:hosted|handled|served|accepted|one of|allowed|authori[sz]ed)|isn't (?:in|hosted|local|allowed))/,
      /\bnot (?:a |an )?(?:hosted|accepted|relay|local|handled) domain|\brelaying\b/,
      /\bnot authori[sz]ed (?:to relay|for relay)/,
      /\bweiterleitung (?:nicht|verweigert|abgelehnt)|\brelais (?:refus|interdit)/,
      /\breenv.{1,2}o (?:denegado|no)|релей|ретрансляц|不允许转发|转发|中継/,
    ),
    'relay denied',
  ),
];

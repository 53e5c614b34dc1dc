import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** The domain behind the @ does not exist or takes no mail. */
export const RECIPIENT_DOMAIN = row(
  'recipient-domain',
  '',
  anyOf(
    // Host or domain name not found. Name service error for name=example.invalid type=MX: Host not found (Postfix)
    /\b(?:host|domain|mail domain|recipient domain|destination domain)(?: or domain)?(?: name)? (?:\S{1,80} )?(?:is |was |does |could |did ){0,6}(?:not (?:found|exist|be found|known|valid)|unknown|non-?existent|doesn't exist|invalid|not a valid domain|no longer exists)/,
    /\bno such (?:domain|host)\b/,
    /\b(?:unknown|invalid|bad|non-?existent|unrouteable|unroutable|illegal) (?:mail |destination |recipient |e-?mail )?(?:domain|host)(?: name)?\b/,
    // an MX or SRV record indicated no SMTP service (Exim)   [mx.example.com]: Name or service not known
    /\bindicated no smtp service\b|\bname or service not known\b|\bnodename nor servname\b/,
    // 556 5.1.10 Recipient address has null MX   domain does not accept mail (nullMX) (Postfix)
    /\bnull ?-?mx\b/,
    /\bdomain (?:\S{1,80} )?(?:does not|doesn't|no longer) (?:accept|receive)s? (?:any )?(?:e-?mail|mail|messages)/,
    /\bnxdomain\b/,
    // all relevant MX records point to non-existent hosts (Exim)   No MX record for domain   has no MX
    /\bmx records? point\w{0,30} to non-?existent/,
    /\bno (?:valid )?(?:mx|mail server|mail exchanger)(?: \w{1,30})?(?: record| host|s)?(?: found)? (?:for|in|at)\b/,
    /\bhas no (?:mx|mail exchanger|dns)\b|\bno mx (?:record|host|found)/,
    /\bbad destination (?:mailbox )?system|\bunrouteable (?:mail )?domain/,
    /\bdomain .{0,60}(?:expired|not registered|has moved)/,
    /\bdomain (?:owner )?has changed/,
    /\b(?:domain|dominio|dom.{1,2}nio|domaine) (?:unbekannt|nicht gefunden|existiert nicht|inconnu|n'existe pas|desconocido|no existe|inexistente|desconhecido|inesistente)/,
    /домен (?:не найден|не существует|неизвестен)|域名不存在/,
  ),
  'unknown domain',
);

/** Nobody of that name, or no name at all. */
export const RECIPIENT_RULES: readonly DiagnosticRule[] = [
  row(
    'user-unknown',
    '',
    anyOf(
      // 550 5.1.1 <user@example.com>: Recipient address rejected: User unknown in virtual mailbox table (Postfix)
      /\b(?:user|recipient|mail ?-?box|account|address|addressee|local ?part|customer|receiver|rcpt|e-?mail address|alias|inbox|destination|subscriber)s?(?: name)?\b:?(?: \S{1,80}){0,2}? (?:is |was |does |do |did |could |can |has |are |not |been |currently |rejected:? |at this \w{1,30} ){0,6}(?:unknown|not (?:known|found|exist|be found|available here|listed|a valid|valid|recogni[sz]ed|registered|local|in \S{1,80} directory|present|a known|on file|here|accepted|hosted)|non-?existent|doesn't exist|don't exist|doesnt exist|dosn't exist|not exist|invalid|undeliverable|no longer (?:exist\w{0,30}|available|valid|here|on)|deleted|removed|nonexistent|never existed|unroutable|unrouteable|no such|(?:cannot|couldn't|could not) be found|wasn't found|missing|marked as invalid)\b/,
      // 550 5.1.1 The email account that you tried to reach does not exist   550 No such user here   550 Unknown user
      /\bthat you tried to reach (?:does not|doesn't) exist/,
      /\b(?:does not|doesn't|do not|don't|did not) (?:like recipient|have (?:a |an |any )?(?:\S{1,80} )?(?:account|mail ?-?box|user|such|valid|yahoo|mailbox|mx)|exist)/,
      /\b(?:dd )?this user (?:does not|doesn't)|\bnot our customer/,
      /\bnot a (?:valid|known|registered|local|current) (?:user|mail ?-?box|recipient|address|account|customer|e-?mail)/,
      /\bno (?:such|valid|matching|known) (?:user|recipient|mail ?-?box|account|address|local|person|customer|alias|e-?mail|id|name|inbox|member|subscriber|destination|mail drop|virtual|object)/,
      /\bno (?:mail ?-?box|user|account|recipient|one|body|alias)(?: \S{1,60})? (?:here|by that name|found|with that|with this|of that|exists?|called|named)\b/,
      /\bno mail ?-?box\b|\bthere is no (?:one|user|mail ?-?box|account|such)\b/,
      /\b(?:unknown|invalid|bad|non-?existent|nonexist|incorrect|illegal|unrecogni[sz]ed|undeliverable|unroutable|unrouteable|wrong|deleted|fictitious|unregistered|false|unaccepted|unlisted) (?:or \w{1,30} )?(?:local |recipient'?s? |destination |e-?mail |mail ?box |virtual |to |rcpt |user |delivery |local-|domain ){0,6}-?(?:user|users|recipient|recipients|mail ?-?box|mail ?-?boxes|account|address|addressee|local ?-?part|alias|customer|receiver|id|login|name|rcpt|inbox|destination|member)\b/,
      // 550 Requested action not taken: mailbox unavailable   553 sorry, that recipient is not in my validrcptto list (qmail)
      /\bmail ?-?box (?:is )?(?:unavailable|not available|name not allowed|name invalid)/,
      // Invalid final delivery userid: user@example.com (IMail)
      /\bvalidrcptto\b|\binvalid final delivery userid\b/,
      /\b(?:recipient|user|address) (?:\S{1,80} )?(?:is )?not (?:in|on|found in|listed in) (?:\w{1,30} ){0,2}(?:list|directory|table|database|file|map)/,
      /\bnot listed in (?:domino|public|the)/,
      /\b(?:user|recipient) (?:\S{1,80} )?(?:lookup|verification|validation) (?:failed|failure)\b/,
      /\bbad recipient\b|\brecipientnotfound\b|\bvrfy\b.{0,20}fail/,
      /\b(?:ldap|alias|virtual|relay|local) (?:\w{1,30} )?(?:table|recipient|user|lookup|map)\b.{0,20}(?:unknown|not found|failed)/,
      /\bhas moved\b|\bhas left\b|\bmoved, /,
      /\bno longer (?:with|works?|employed|at|here|associated|valid|exists?|available)/,
      /\b(?:mail ?-?box|address|user|owner|recipient|e-?mail|account) (?:owner )?(?:has |have )(?:been )?(?:changed|moved|left|removed|deleted)/,
      /\bunable to (?:find|locate|verify|deliver to) (?:the |this |that )?(?:user|recipient|address|mail ?-?box|account)/,
      /\bcould not (?:find|locate|verify) (?:the |this |that )?(?:user|recipient|address|mail ?-?box|account)/,
      /\b(?:couldn't|cannot|can't|can not) (?:find|locate|resolve|deliver to) (?:the |this |that |a )?(?:\w{1,30} )?(?:user|recipient|address|mail ?-?box|account)/,
      /\bsorry, no mailbox here by that name|\bpermanent(?:ly)? (?:undeliverable|removed|gone)/,
      // Unrouteable address (Exim)   550 unrouteable address
      /\bunroute?able address|\b(?:recipient|address|user|e-?mail) (?:does )?no(?:t|n) ?-?exist/,
      /\bnon-?existant\b|\bunknown or illegal alias/,
      /\bunknown (?:local|virtual) ?-?(?:part|user|alias)/,
      /\b(?:does|is) not (?:a )?(?:known|valid) (?:here|at this)|\buser ?unknown\b/,
      /\bunknown ?user\b|\bno ?such ?user\b|\bunknown \S{1,80}@/,
      // German: Benutzer unbekannt, Empfängeradresse existiert nicht, Postfach nicht gefunden
      /\b(?:benutzer|empf.{1,2}nger|empf.{1,2}ngeradresse|adresse|adressat|teilnehmer|postfach|nutzer|user|mailbox|e-?mail-adresse|account|konto)\b(?: \S{1,80}){0,3} (?:ist )?(?:unbekannt|existiert nicht|nicht (?:bekannt|gefunden|vorhanden|existent|erreichbar|verf)|ung.{1,2}ltig|gel.{1,2}scht|gibt es nicht)/,
      /\bunbekannte[rns]? (?:benutzer|empf|adress|nutzer|user|postfach)/,
      /\bkein (?:solcher )?(?:benutzer|postfach|empf|account|nutzer)/,
      /\bung.{1,2}ltiger? (?:empf|adress|postfach)/,
      // French: utilisateur inconnu, destinataire inconnu, adresse d'au moins un destinataire invalide (Orange)
      /\b(?:utilisateur|destinataire|adresse|bo.{1,2}te|compte|usager)\b(?: \S{1,80}){0,5} (?:est )?(?:inconnu|invalide|inexistant|introuvable|n.{1,3}existe|n.{1,3}est pas (?:valide|connu)|non (?:trouv|valide)|supprim)/,
      /\baucun (?:utilisateur|destinataire|compte)/,
      // Spanish, Portuguese, Italian: usuario desconocido, usuário inexistente, utente sconosciuto
      /\b(?:usuario|usu.{1,2}rio|destinatario|destinat.{1,2}rio|buz.{1,2}n|cuenta|conta|direcci.{1,2}n|endere.{1,2}o|casilla|caixa|correo|utente|casella|indirizzo|nombre)\b(?: \S{1,80}){0,4} (?:es |est.{1,2} |is |.{1,2} )?(?:desconocid|desconhecid|inexistent|no existe|n.{1,2}o existe|inv.{1,2}lid|no (?:es )?v.{1,2}lid|no (?:se )?encontrad|no se ha encontrado|n.{1,2}o encontrad|no encontrad|sconosciut|inesistent|non (?:esiste|esistente|trovat|valid)|non .{1,2} valid|eliminad|n.{1,2}o (?:.{1,2} )?v.{1,2}lid|n.{1,2}o cadastrad)/,
      /\bno existe (?:el |la |ning.{1,2}n |un )?(?:usuario|buz|cuenta|direcc|destinat)/,
      /\bn.{1,2}o existe (?:o |a |um )?(?:usu|caixa|conta|endere)/,
      /\b(?:desconocid|desconhecid)[oa] (?:usuario|destinat)/,
      // Dutch, Polish, Russian
      /\b(?:gebruiker|ontvanger|adres|postvak)\b(?: \S{1,80}){0,3} (?:is )?(?:onbekend|bestaat niet|niet gevonden|ongeldig)/,
      /\bonbekende (?:gebruiker|ontvanger)/,
      /\b(?:u.{1,2}ytkownik|adres|skrzynka|konto|odbiorca)\b(?: \S{1,80}){0,3} (?:nie istnieje|nieznan|nie znalezion)/,
      /\bnieznany (?:u.{1,2}ytkownik|adres|odbiorca)|\bnie ma takie(?:go|j)/,
      /\bbrak (?:takiego |takiej )?(?:u.{1,2}ytkownika|skrzynki|konta)/,
      /\bmottagare(?:n)? (?:ok|finns inte)|\bok.{1,2}nd (?:anv|mottag)/,
      /(?:пользовател|получател|адресат|ящик|адрес|абонент|аккаунт|уч.тн)\S{0,20}[^.;]{0,40}(?:не (?:найден|существу|зарегистрирован|известен)|неизвест|недействит|отсутству|недоступен|удал.н)/,
      /нет такого|нет такой|неизвестн\S{1,8} (?:пользовател|получател|адрес)|несуществующ/,
      // Chinese, Japanese, Korean
      /(?:用户|邮箱|邮件地址|收件人|地址|帐号|账号|帐户|使用者|收件者|郵箱|信箱|帳號)\S{0,8}(?:不存在|无效|無效|未找到|找不到|未知)/,
      /不存在的(?:用户|邮箱|收件)|无此(?:用户|邮箱|人)|查无此|找不到(?:收件|用户|邮箱|此)/,
      /(?:宛先|ユーザ|アドレス|アカウント|受信者|メールボックス)\S{0,20}(?:存在しません|存在しない|見つかり|みつかり|不明|無効|有効では|誤り|ありません)/,
      /宛先不明|該当する(?:ユーザ|アドレス)|존재하지 않/,
    ),
    'unknown user',
  ),
  row(
    'recipient-access-denied',
    '5.4.1',
    // 550 5.4.1 Recipient address rejected: Access denied (Exchange Online, also behind a gateway: no such mailbox)
    /\brecipient address(?:es)? rejected: access denied/i,
    'unknown user',
  ),
  row(
    'service-suppression',
    '',
    // Not delivering to previously bounced address (Mailgun)   Bounced Address (SendGrid)   … account-level suppression list (SES)
    /\bsuppression list\b|\bpreviously bounced\b|\baddress (?:is|was|has been) suppressed\b|^bounced address$|\bhard bounced? (?:in the past|before)\b/i,
    'address refused',
    {
      title: "The address is on your sending service's suppression list",
      meaning: 'Your sending service did not try: an earlier message to this address had bounced.',
      fix: [
        { do: 'Remove the address from your list, or from the suppression list if it is known to be good.' },
      ],
      fixedBy: 'you',
    },
  ),
  row(
    'recipient-syntax',
    '',
    anyOf(
      // 501 5.1.3 Bad recipient address syntax (Postfix)   501 Malformed address   553 5.1.3 illegal character
      /\b(?:malformed|illegal|bad) (?:\w{1,30} )?address\b|\baddress syntax|\bsyntax of (?:the )?(?:recipient )?address/,
      /\billegal character|\binvalid character|\bunqualified (?:address|domain)|\bdomain (?:name )?required/,
      /\bmissing (?:or malformed )?local part|\bunbalanced\b|\bparse error\b|\baddress (?:cannot|could not) be parsed/,
    ),
    'bad recipient syntax',
  ),
  row(
    'recipient-ambiguous',
    '',
    // Recipient user name info (user@example.com) not unique. Several matches found in Domino Directory. (Notes)
    /\bambiguous\b|\bname info\b.{0,80}\bnot unique|\bseveral matches found|\bmultiple matches/i,
    'ambiguous address',
  ),
];

/** The recipient is refused, and the words do not say why. Tried after all that give a reason. */
export const RECIPIENT_REFUSED = row(
  'recipient-refused',
  '',
  anyOf(
    // 550 <user@example.com>: Recipient address rejected.   542 user@example.com Rejected   550 #5.1.0 Address rejected.
    /\b(?:recipient|address|rcpt|user)s? (?:address )?(?:\S{1,80} )?(?:is |was |has been |are )?(?:rejected|refused|denied|not accepted|declined)\b/,
    /@[\w.-]{1,255}[>:]{0,2} (?:rejected|refused|denied)\b|\b(?:rejected|refus(?:ed|es)|denied) (?:the |this |your )?(?:recipient|address|rcpt)/,
    // Delivery to the following recipients failed. (Exchange)   … failed permanently: user@example.com
    // The account or domain may not exist, they may be blacklisted, or missing the proper dns entries. (cPanel)
    /\baccount or domain may not exist\b/,
    /\bdelivery to the following recipients? failed|\bfollowing address(?:es)? failed/,
    /\b(?:had permanent fatal errors|failed permanently|permanent(?:ly)? fail(?:ed|ure)|permanent error)\b/,
  ),
  'address refused',
);

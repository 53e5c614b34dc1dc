import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** The sending host or domain is on a list. The list is named in the facts (`blocklist-names.ts`). */
export const BLOCKLIST_RULES: readonly DiagnosticRule[] = [
  row(
    'blocklist-domain',
    '',
    anyOf(
      // 554 5.7.1 Service unavailable; Sender address [news@example.com] blocked using dbl.spamhaus.org (Postfix)
      /\bdbl\.spamhaus|spamhaus dbl\b/,
      // 550 5.7.1 Message contains a URL listed in SURBL / multi.uribl.com
      /\b(?:multi\.)?(?:surbl|uribl)\b|\brhsbl\b|\bivmuri\b/,
      // 554 Message contains a URL listed by …, blacklisted URL in message
      /\b(?:url|uri|link)s? (?:\S{1,80} )?(?:is |are |was )?(?:black|block|deny)? ?-?listed/,
      /(?:black|block)listed (?:url|uri|link|domain)/,
      // 550 sender domain is blacklisted
      /\bdomain (?:\S{1,80} )?(?:is |was |has been )?(?:on (?:a|our|the) )?(?:black|block|deny) ?-?list/,
    ),
    'domain blocked',
  ),
  row(
    'blocklist-recipient',
    '',
    anyOf(
      // 550 5.7.1 The sender is on the recipient's blacklist
      /\b(?:recipient|user|customer|mailbox owner)(?:'?s|s')? (?:\w{1,30} )?(?:black|block|reject|deny) ?-?list/,
      // 550 You have been blocked by the recipient
      /\b(?:blocked|black-?listed|rejected|refused) by (?:the |this )?(?:recipients?|user|addressee|mailbox owner)\b/,
      // 550 5.2.0 sender rejected by recipient's whitelist; recipient accepts mail from known senders only
      /recipient (?:only accepts|accepts only|does not (?:want|accept)|has (?:blocked|refused|rejected))/,
      // 550 5.1.1 RCP-P2 … Refused due to recipient preferences (Facebook)
      /\brecipient preferences\b/,
      // 550 the user does not wish to receive mail from you
      /(?:user|recipient|customer) (?:has )?(?:does not|doesn't|not) (?:wish|want) to receive/,
      /\bnot in (?:my |the |our |recipient'?s )?(?:white|allow) ?-?list/,
    ),
    'sender blocked',
  ),
  row(
    'blocklist',
    '',
    anyOf(
      // 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org (Postfix)
      /\bblocked (?:using|by|via|at|with) (?:the )?[\w-]{1,60}\.[\w.-]{2,80}/,
      /\bservice unavailable; (?:client|sender|helo|host|ip|your|\[|\d).{0,80}\bblocked using\b/,
      // 550 5.7.1 [192.0.2.1] blocked using UCEPROTECTL2; an attachment is blocked using a virus scanner
      /(?:[\d.:a-f]\]|[.:][\da-f]{1,4}|\b(?:host|client|ip|address)) (?:is |was |has been )?blocked using [\w-]{3,60}(?:$|[;,.)])|\buceprotectl\d\b/,
      // 550 5.7.1 rejected because 192.0.2.1 is in a black list at zen.spamhaus.org (Exim)
      /(?<!\bmay be )\b(?:black|block|deny) ?-?list(?:s|ed|ing|e)?\b/,
      // 550-"JunkMail rejected - host [192.0.2.1]:24706 is in an RBL (Exim, cPanel)
      /\b(?:dns)?(?:rbl|dnsbl|dnsrbl|drbl|nsbl)s?\b|\brbl\+|\bbrbl\b/,
      // 550 192.0.2.1 listed at …; 554 Your IP is listed in …; 550 found on one or more lists
      /\b(?:is|are|was|been|ip|address|host|currently) (?:currently |already )?(?:listed|found) (?:at|in|on|by|with)\b/,
      /\d listed (?:at|in|on|by) /,
      /\b(?:spamhaus|spamcop|uceprotect|sorbs|barracudacentral|spamrats|abuseat|mailspike|manitu|invaluement|abusix|senderbase|backscatterer|spfbl|psbl|gbudb|njabl|dsbl|ordb|blocklist\.de|mail-abuse|unsubscore|hostkarma)\b/,
      // 550 5.7.1 Mail from 192.0.2.1 refused; see http://bl.example.net (any list's zone)
      /\b(?:bl|xbl|sbl|pbl|cbl|dul|dialups?|blackholes?)\.[\w-]{2,40}\.[a-z]{2,10}\b/,
      // lista negra, schwarze Liste, liste noire, чёрный список, 黑名单, ブラックリスト
      /\blista negra|\bschwarzen? liste|\bsperrliste|\bliste noire|\blista nera|\bzwarte lijst/,
      /czarnej li.{1,2}cie|в ч.рн[оы][йм] списк|黑名单|黑名單|ブラックリスト/,
    ),
    'ip blocked',
    { title: 'Your sending address is on a blocklist' },
  ),
];

/** The receiver keeps a list of its own. Tried after the rules that know why, such as a rate that was exceeded. */
export const IP_BLOCKED = row(
  'ip-blocked',
  '',
  anyOf(
    // 550 Access from ip address 192.0.2.1 blocked.   550 IP 192.0.2.1 is blocked by …   554 Your IP has been banned
    /\b(?:ip(?!=)|ips|ip address|ipv[46] address|network|netblock|subnet|ip range|client host|connecting host|your host|sending host|your server|sending server|mail server)s?\b(?:[^.;]|\.\d){0,60}\b(?:blocked|banned|denied access|barred|prohibited|black-?holed|(?:rejected|refused)(?!:)|not (?:allowed|permitted|welcome))\b/,
    /\bclient host rejected: (?:access denied|.{0,30}\b(?:block|ban|list))/,
    /\b(?:blocked|banned|rejected|refused|denied|block on|reject(?:ing)?|refusing)(?: (?:all|any|the|your|this|mail|email|e-mail|messages?|connections?|from|for|sender|sending|client|connecting|access|service|smtp|to|by)){0,6} (?:ip|ip address|network|netblock|host)\b/,
    // 554 Mail from 192.0.2.1 rejected; 550 Connections from 192.0.2.1 are not accepted; 550 [192.0.2.1] blocked
    /\bfrom (?:\w{1,30} ){0,3}[[(]?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}[\])]?:? (?:is |are |was |has been |have been |being )?(?:temporarily |permanently )?(?:blocked|banned|rejected|refused|denied|prohibited|not (?:allowed|accepted))/,
    /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}[\])]?:? (?:is |are |was |has been |have been |being )(?:temporarily |permanently |locally )?(?:blocked|banned|barred|denied)/,
    // 554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help …) (BL) (T-Online)
    /\bip=\S{7,45} - (?:a problem occurred|none\/bad reputation)/,
    // 550 Dynamic/generic hosts are not accepted; dialup hosts; residential IP
    /\b(?:dynamic|dial-?up|residential|dul|generic)(?:ally)?(?:\/\w{1,30})?(?: \w{1,30})? (?:ip|ips|host|hosts|hostname|address|addresses|range|pool|client)/,
    // 554 rejected based on geographical location; country blocked
    /\bgeographical location/,
    /\bcountr(?:y|ies)\b[^.;]{0,40}(?:blocked|rejected|not (?:allowed|accepted|permitted))/,
    /\bgeo-?(?:block|ip)/,
    /\bip\b[^.;]{0,20}\bis (?:rejected|denied|bad)|\bhost (?:is )?(?:blocked|banned)\b/,
  ),
  'ip blocked',
  { title: 'The receiver blocks your sending address' },
);

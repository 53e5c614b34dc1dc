import { anyOf, row } from './row';

/** A policy is named as the reason. Above the recipient rules: `mailbox unavailable: rejected due to policy`. */
export const LOCAL_POLICY = row(
  'local-policy',
  '',
  anyOf(
    // 550 Requested action not taken: mailbox unavailable. Reject due to policy restrictions (GMX, WEB.DE)
    /\b(?:due to|because of|by|per|for|violat\w{1,30}|against) (?:[\w']+ ){0,3}polic(?:y|ies)\b/,
    /\bpolicy (?:restriction|reason|violation|rejection|reject|block|filter|rule)s?\b|\blocal policy\b/,
    /\badministrat(?:ive(?:ly)? |or )(?:prohibit|den|reject|block|refus|restrict)/,
  ),
  'policy refusal',
);

/** Exchange's restrictions of a group or mailbox. Above the logins and signatures that the rest of the text speaks of. */
export const RESOLVER_RESTRICTED = row(
  'exchange-restriction',
  '',
  // 550 5.7.1 RESOLVER.RST.AuthRequired; authentication required   5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup
  // (learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online)
  /\bresolver\.rst\.(?:auth|not|sendernot|recipientnot|restricted)/i,
  'senders restricted',
);

/** The group or mailbox is closed to outsiders. */
export const SENDERS_RESTRICTED = row(
  'senders-restricted',
  '',
  anyOf(
    // … the group you tried to contact may not exist, or you may not have permission to post messages to the group
    /\bpermissions? to (?:post|send)\b|\bgoogle groups\b|\bgroups\.google\.com\b/,
    // the same words of Google Groups, and of others, in the language of the group's owner
    /\bpermisos? (?:necesari|para)|\bpermiss.{1,2}es? (?:necess|para)|\berforderlichen? berechtigung|\bkeine berechtigung/,
    /\bautoris.{1,2}e? . (?:lui |y )?(?:envoyer|publier)|\bautorizz\S{1,12} a (?:inviare|pubblicare)|\boprávnění/,
    /\bnie masz uprawnie|дозволу|разрешени[яей]|权限|權限|権限|권한|מורשה|אישור לפרסם|مجوز|صلاحية|अनुमति/,
    /\brestricted to (?:members|internal|authenticated)/,
    /\b(?:only|accepts) (?:\w{1,30} ){0,3}(?:members|subscribers|internal senders|authenticated senders)\b/,
    /\bclosed mailing list\b|\bmembers?[- ]only\b|\bnot a member of\b|\bnot subscribed\b/,
  ),
  'senders restricted',
);

/** A refusal that gives next to no reason. It stands after everything else that has words. */
export const ACCESS_DENIED = row(
  'access-denied',
  '',
  anyOf(
    // 554 5.7.1 Access denied   550 5.7.1 rejected due to local policy   550 Administrative prohibition (Exim)
    /\bpolic(?:y|ies)\b/,
    /\bnot (?:authori[sz]ed|permitted|allowed|welcome|wanted|acceptable|accept(?:ed|ing)?)\b/,
    /\b(?:do|does|will|did|can)(?: not|n't|not) (?:accept|want|allow|permit|receive)\b/,
    /\b(?:unauthori[sz]ed|prohibited|forbidden|disallowed|unacceptable|denied|restricted|barred|banned)\b/,
    /\b(?:blocked|blocking|filtered|discarded|quarantined|bounced by|declined|dropped|turned away)\b/,
    /\b(?:reject|refuse|return)(?:ed|s|ion)?\b|\brefus(?:ed|ing)\b|\brejecting\b/,
    /\bsecurity\b|\brestriction|\bviolat|\bcompliance\b|\bno permit\b|\blocal users? only\b|\bgo away\b/,
    // 554 Transaction failed (RFC 5321 §4.2.3)
    /\btransaction failed|\bdelivery not authori/,
    // German, French, Spanish and Portuguese, Italian, Dutch, Polish, Russian, Chinese, Japanese
    /\b(?:abgelehnt|abgewiesen|verweigert|zur.{1,2}ckgewiesen|blockiert|refus.{1,2}e?s?|rejet.{1,2})(?= |\.|$)/,
    /\b(?:rechazad|denegad|rejeitad|recusad|negad|bloquead|rifiutat|respint|geweigerd|geblokkeerd)/,
    /\b(?:odrzucon|odmow|zablokowan)|отклонен|отказ|запрещен|заблокирован/,
    /拒绝|拒收|拒絕|被拒|拒否|禁止|退信/,
  ),
  'policy refusal',
);

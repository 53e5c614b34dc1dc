import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** The mailbox is there, but full or shut. */
export const MAILBOX_FULL_RULES: readonly DiagnosticRule[] = [
  row(
    'mailbox-full',
    '',
    anyOf(
      // 552 5.2.2 Mailbox full   452 4.2.2 The email account that you tried to reach is over quota
      /\b(?:mail ?-?box|in ?-?box|mail ?drop|mail ?folder|mail ?file|maildir|mailbox size|mailbox storage|account|user|recipient|spool ?file|message store|mail ?store|mail quota)s?\b(?: \S{1,80})? (?:is |has |was |are |currently |already |has been |temporarily |too ){0,6}(?:full|over ?full|over(?:drawn)?(?: the| its| his| their)?(?: allowed| storage| disk| disk ?space| size)? ?-?(?:quota|limit|size)|over ?-?(?:quota|size)|stuffed|exceed|out of (?:space|storage|quota)|at (?:its )?limit)/,
      /\bover ?-?quota\b/,
      /\bover (?:the |its |his |her |their )?(?:allowed |disk |storage |mailbox |mail |maximum ){0,6}(?:quota|storage limit)/,
      /\bfull (?:mail ?box|inbox|mail ?drop)|\bquotaexceeded\b|\bover ?quota ?temp/,
      /\bmailbox ?is ?full|\bmailboxfull\b/,
      // The number of messages in recipient's mailbox exceeded the local limit.
      /\bnumber of messages in .{1,40}\bmail ?box exceed/,
      // 552 5.2.2 <user@example.com>: user quota exceeded   452 4.2.2 Quota exceeded (Dovecot, Cyrus)
      /\b(?:disk |disc |mail ?box |mail |storage |user |users?'? |space |folder |account ){0,6}quota (?:limit )?(?:has been |was |is |would be |will be |temporarily |already ){0,6}(?:exceed|exhaust|violat|reached|full|used up|overrun)/,
      /\bexceed(?:s|ed|ing)? (?:the |his |her |its |their |your |user'?s? |recipient'?s? |mail ?box |max(?:imum)? |allowed |allotted |disk |storage |space |mail |message |message store |account |folder |size ){0,6}(?:quota|storage|mail ?box|disk space|space)\b/,
      /\bwould (?:exceed|overfill) (?:\w{1,30} ){0,3}(?:quota|mail ?box|storage|limit)/,
      /\bstorage (?:space )?(?:limit|quota|allocation|allotment|is full|exceeded)/,
      /\bno (?:more |free |enough ){0,6}(?:mail ?box |disk |storage )?(?:space|room) (?:left |available )?(?:in|on|for) (?:the |this |your )?(?:mail ?box|user|account|recipient|inbox)/,
      /\b(?:insufficient|not enough|out of|lack of|no) (?:\w{1,30} ){0,2}(?:quota|room|space) (?:in|for) (?:\w{1,30} ){0,2}(?:mail ?box|inbox|account|user|message|recipient)/,
      /\bquota .{0,30}(?:\d ?%|mailbox|disk)|\b(?:disk|mail ?box|user|account) quota\b/,
      /\bmail ?box (?:size |storage )?(?:limit|quota)\b/,
      /\btoo many (?:messages|mails) (?:in|on) (?:\w{1,30} ){0,2}(?:mail ?box|account|inbox|folder)/,
      /\ballowed quota|\bmail ?quota (?:is )?(?:exceed|full|reached)|\b(?:disk|disc|space) usage (?:is )?exceed/,
      /\bnot enough (?:\w{1,30} )?(?:storage|space)(?: \w{1,30})? (?:in|on) (?:the )?(?:recipient|mail)/,
      // cannot append message to destination file /var/mail/user: error writing message: File too large (Postfix)
      /\berror writing message: file too large|\bcannot (?:append|access).{1,200}: file too large/,
      // schránka je plná, posta kutusu dolu, brevlådan är full, postkassen er fuld, postilaatikko on täynnä, 메일함이 가득
      /schr.{1,2}nka (?:\S{1,80} ){0,3}(?:je )?(?:pln|zaplnen)|\bposta kutusu (?:\S{1,80} ){0,3}dolu|\bkota(?:s.{1,2})? (?:dolu|a.{1,2}.{1,2}ld)/,
      /\b(?:brevl.{1,2}dan|postkassen|indbakken|innboksen|postboksen)\b(?: \S{1,80}){0,2} (?:.{1,2}r|er) (?:full|fuld|overfyl)/,
      /\bpostilaatikko (?:\S{1,80} ){0,2}(?:on )?t.{1,2}ynn|\bpostafi.{1,2}k (?:\S{1,80} ){0,2}(?:megtelt|tele)/,
      /(?:메일함|편지함|사서함|용량)\S{0,4} ?(?:가득|초과|꽉)/,
      // Postfach voll, boîte pleine, buzón lleno, caixa cheia, casella piena, postvak vol, skrzynka pełna
      /\bpostf(?:a|.{1,2})ch(?:es)? (?:\S{1,80} )?(?:ist )?(?:(?:zu )?voll|.{1,2}berf.{1,2}llt|.{1,2}berlaufen)/,
      /\b(?:speicherplatz|kontingent|quota|quote)\b[^.;]{0,30}(?:.{1,2}berschritten|ersch.{1,2}pft|ausgesch.{1,2}pft|voll)/,
      /\bmailbox (?:ist )?voll|\bpostvak (?:is )?vol/,
      /\bbo.{1,2}te (?:\S{1,80} ){0,4}(?:est )?(?:pleine|satur.{1,2}e)/,
      /\bquota (?:\S{1,80} ){0,3}(?:d.{1,2}pass|atteint|exced|supera|excedid|superato)/,
      /\bbuz.{1,2}n (?:\S{1,80} ){0,3}(?:lleno|excedid|sin espacio)/,
      /\b(?:excede|super(?:a|ado|.{1,2}))[^.;]{0,20} (?:cuota|quota|cota)/,
      /\b(?:cuota|cota)[^.;]{0,30}(?:excedida|superada|ultrapassada|esgotada)/,
      /\bcaixa (?:postal|de (?:correio|entrada|mensagens|e-?mail))(?: \S{1,80}){0,4} (?:cheia|lotada|excedid)/,
      /\bcasella (?:\S{1,80} ){0,4}piena|\bcasilla (?:\S{1,80} ){0,3}llena/,
      /\bskrzynk\w{1,30} (?:\S{1,80} ){0,3}(?:pe.{1,2}n|przepe)/,
      /\bprzekroczon\w{1,30} (?:\S{1,80} ){0,2}(?:limit|quota|pojemno)/,
      /(?:ящик|квот)[^.;]{0,30}(?:переполнен|заполнен|превышен|исчерпан)/,
      /(?:превышен|исчерпан)[^.;]{0,30}(?:квот|ящик|объ.м|размер ящ)|нет места/,
      /邮箱(?:空间)?(?:已)?满|郵箱(?:空間)?已?滿|信箱已?滿|空间不足|容量不足|配额|容量(?:を)?(?:が)?(?:超|オーバー|一杯|いっぱい)/,
      /メールボックス(?:の容量)?が(?:一杯|いっぱい|満)|満杯|容量オーバー/,
    ),
    'mailbox full',
  ),
];

export const MAILBOX_DISABLED_RULES: readonly DiagnosticRule[] = [
  // 553 mailbox user@example.com is restricted
  row('mailbox-restricted', '', /\bmail ?-?box (?:\S{1,80} )?is restricted\b/i, 'mailbox unavailable'),
  row(
    'mailbox-disabled',
    '',
    anyOf(
      // 550 5.2.1 The email account that you tried to reach is disabled   554 delivery error: … account is inactive
      /\b(?:account|mail ?-?box|user|recipient|address|in ?-?box|customer|subscriber|alias)s?\b(?: \S{1,80}){0,2}?(?: that you tried to reach)? (?:is |has |was |are |been |currently |temporarily |permanently |administratively |now |already |status:? |has been ){0,6}(?:disabled?|suspended|deactivated|de-?activated|inactive|in-active|not active|not been activated|not activated|locked|frozen|closed|terminated|discontinued|expired|retired|dormant|de-?provisioned|cancell?ed|on hold|blocked|unactivated|abandoned|archived)\b/,
      /\b(?:disabled|suspended|inactive|deactivated|locked|frozen|closed|expired|discontinued|blocked|dormant|terminated) (?:user|account|mail ?-?box|recipient|e-?mail|address|customer|due to inactivity)/,
      /\bno longer (?:active|in use|used|monitored|accept\w{0,30} (?:mail|messages|e-?mail))/,
      /\bnot (?:currently )?active\b|\binactivity\b|\bdeactivated\b/,
      /\baccount[- ]?(?:disabled|inactive|expired|locked)\b/,
      /\b(?:mail ?-?box|account|user|recipient|address) (?:\S{1,80} )?(?:is |has )?(?:been |currently |temporarily ){0,6}(?:not (?:accepting|allowed to receive|able to receive|authori[sz]ed to receive)|unable to (?:accept|receive)|cannot (?:accept|receive)|prohibited from receiving|does not accept) ?(?:any )?(?:mail|messages|e-?mails?|new|delivery)?/,
      /\breceiving disabled|\bmail ?-?box disabled|\bdisabled by (?:the )?(?:admin|owner)/,
      /\bout of (?:service|office) permanently/,
      // Postfach gesperrt, compte désactivé, cuenta suspendida, conta bloqueada, casella disabilitata, konto zablokowane
      /\b(?:postfach|konto|account|benutzer|mailbox|empf.{1,2}nger|adresse)\b(?: \S{1,80}){0,3} (?:gesperrt|deaktiviert|inaktiv|gek.{1,2}ndigt|abgeschaltet|geschlossen|stillgelegt)/,
      /\b(?:compte|bo.{1,2}te|utilisateur|adresse|messagerie)\b(?: \S{1,80}){0,4} (?:d.{1,2}sactiv|inacti|suspendu|bloqu|ferm.|verrouill|r.{1,2}sili|clotur)/,
      /\b(?:cuenta|buz.{1,2}n|usuario|casilla|destinatario)\b(?: \S{1,80}){0,4} (?:suspendid|deshabilitad|desactivad|bloquead|inactiv|cancelad|cerrad|inhabilitad)/,
      /\b(?:conta|caixa|usu.{1,2}rio|destinat.{1,2}rio)\b(?: \S{1,80}){0,4} (?:suspens|bloquead|inativ|desativad|cancelad|encerrad|desabilitad)/,
      /\b(?:casella|utente|account|indirizzo)\b(?: \S{1,80}){0,4} (?:disabilitat|sospes|disattiv|bloccat|non attiv|chius)/,
      /\b(?:konto|skrzynka|u.{1,2}ytkownik)\b(?: \S{1,80}){0,3} (?:zablokowan|nieaktywn|zawieszon|wy.{1,2}czon|zamkni)/,
      /\b(?:gebruiker|postvak|account)\b(?: \S{1,80}){0,3} (?:geblokkeerd|uitgeschakeld|gedeactiveerd|opgeheven)/,
      /(?:ящик|аккаунт|пользовател[ья]|уч.тная запись|адрес|абонент)[^.;]{0,40}(?:заблокирован|отключ.н|отключен|неактив|приостановлен|закрыт)/,
      // účet je zablokovaný, hesap devre dışı, kontot är spärrat, kontoen er spærret, tili on suljettu, 정지된 계정
      /.{1,2}.et (?:\S{1,80} ){0,3}(?:je )?(?:zablokov|deaktivov|zru.{1,2}en)|\bschr.{1,2}nka (?:\S{1,80} ){0,2}(?:je )?(?:zablokov|deaktivov)/,
      /\bhesa(?:p|b.{1,2}) (?:\S{1,80} ){0,2}(?:devre d|kapat|ask.{1,2}ya)/,
      /\b(?:kontot|kontoen|brevl.{1,2}dan|postkassen)\b(?: \S{1,80}){0,2} (?:.{1,2}r|er) (?:sp.{1,2}rr|sperr|inaktiv|deaktiver|avst.{1,2}ngd|lukket)/,
      /\btili (?:\S{1,80} ){0,2}(?:on )?(?:suljettu|lukittu|poistettu k.{1,2}yt)|(?:정지|휴면|차단)된 ?(?:계정|메일|사용자)|휴면 ?계정/,
      /(?:用户|邮箱|帐号|账号|账户|帳號)\S{0,6}(?:禁用|停用|锁定|冻结|未激活|已过期|停止)/,
      /(?:アカウント|メールボックス|ユーザー?)\S{0,8}(?:無効|停止|凍結|ロック)/,
    ),
    'mailbox disabled',
  ),
];

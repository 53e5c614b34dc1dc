import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** Too early: the receiver wants the sender to come back. */
export const GREYLISTING = row(
  'greylisting',
  '',
  anyOf(
    // 450 4.2.0 <user@example.com>: Recipient address rejected: Greylisted (postgrey)
    /gr[ae]y ?-?list|\bpostgrey|\bgreylst|\bgraue liste|\blista gris|\bliste grise/,
    /\blista cinza|灰名单|グレイリスト|сер(?:ый|ом|ого) спис/,
    // 451 4.7.1 Temporarily deferred for first-time sender; 450 try again, unknown triplet
    /\bfirst[- ]time (?:sender|contact)|\b(?:unknown|new) (?:triplet|sender triple)/,
    /\bearly retry\b|\bretry(?:ing)? too (?:early|soon|fast|quickly)|\btoo early\b/,
    // 451 Please try again in 300 seconds; 450 come back in 00:05:00
    /\b(?:come back|try again|retry|resend|reconnect|again) (?:again )?(?:in|after) (?:about |at least )?\d{1,5} ?(?:s\b|sec|min|hour|:)/,
    /\bcome back (?:in|later)\b/,
  ),
  'greylisted',
);

/** Too much at a time: the receiver wants the sender to slow down. */
export const SENDING_RATE = row(
  'sending-rate',
  '',
  anyOf(
    // 450 4.7.1 Error: too many connections from 192.0.2.1   452 4.5.3 Error: too many recipients (Postfix)
    /\btoo many (?:\w{1,30} ){0,3}(?:connections?|messages?|e-?mails?|mails?|recipients?|requests?|sessions?|rcpts?|deliver(?:y|ies)|attempts|smtp|transactions|commands|senders|complaints|logins|simultaneous|concurrent)\b(?! (?:failures|errors))/,
    /\btoo (?:many|much) (?:\w{1,30} )?(?:concurrent|simultaneous|e-?mail|mail|traffic)\b|\bqueue quota\b/,
    // 421 4.7.0 Connection rate limit exceeded (Sendmail)   450 4.7.1 message rate limit
    /\brate[- ]?(?:limit|control|exceeded|of (?:messages|mail|connections))|\bratelimit/,
    /\bthrottl|\brate\b[^.;]{0,40}\b(?:exceed|limit|too (?:high|fast))/,
    /\b(?:exceed\w{0,30}|reached|over|above|hit) (?:\w{1,30} ){0,5}rate\b/,
    // 452 4.2.1 The user is receiving mail too quickly   450 4.2.1 is receiving mail at a rate that …
    /\breceiving (?:mail|e-?mails?|messages) (?:at a rate|too (?:quickly|fast|much))/,
    /\bunusual (?:rate|volume|amount|number|traffic)|\bunexpected (?:volume|rate)/,
    /\bexcessive (?:\w{1,30} )?(?:rate|volume|connections?|mail|messages?|traffic|number)/,
    // 550 5.4.5 Daily user sending quota exceeded   554 sending limit exceeded
    /\b(?:daily|hourly|monthly|minute|day|hour|sending|send|outbound|outgoing|message|messages|e-?mail|mails?|connection|connections|recipients?|smtp|relay|submission|per[- ]\w{1,30}) (?:sending |user |mail |message |smtp |count |relay )?(?:limit|quota|allowance)s? (?:has been |have been |was |is |been )?(?:exceeded|reached|hit|over)\b(?! .{0,20}(?:mailbox|disk|storage))/,
    /\b(?:exceed(?:s|ed|ing)?|reached|over|hit) (?:the |your |its |our |their |his |a |of |maximum |max |allowed |permitted ){0,6}(?:hourly |daily |number |of |connection |messages? |e-?mails? |sending |send |concurrent |simultaneous |smtp |per[- ]\w{1,30} ){1,6}(?:limit|limits|quota|connections?|messages|e-?mails|recipients|sessions|threshold|allowance)\b/,
    /\bmax(?:imum|\.)?(?: (?:allowed|number|of|concurrent|simultaneous|smtp|open|parallel|client)){0,6} (?:connections?|sessions?|messages per|recipients)/,
    /\b(?:connections?|concurrent|concurrency|simultaneous|sessions?) (?:\w{1,30} )?(?:limit|exceed)/,
    /\b(?:limit|number) (?:on|of|for) (?:the )?(?:number of )?(?:concurrent |simultaneous |allowed |messages |open |smtp ){0,6}(?:connections?|sessions|messages|recipients|e-?mails)\b(?! in)/,
    // 421 Connection frequency limited; 450 MI:FRQ; 550 Domain frequency limited (Tencent, NetEase)
    /\bfrequency (?:is )?(?:limit|exceed|too)|\btoo (?:frequent(?:ly)?|fast|quickly)\b/,
    /\bslow(?:ing)? down\b|\b(?:send(?:ing)?|try) (?:mail |messages |again )?(?:more )?slow(?:er|ly)/,
    /\btarpit|\btemporarily deferred\b|\bdeferred due to\b|\btemporary rate\b|\bpacing\b/,
    /\bzu viele (?:\S{1,80} )?(?:verbindungen|nachrichten|e-?mails|empf)/,
    /\btrop de (?:connexions|messages|connections|destinataires|requ)/,
    /\bdemasiad[ao]s (?:conexiones|mensajes|destinatarios|correos)/,
    /\bmuitas (?:conex|mensagens)|\bexcesso de (?:conex|mensagens)/,
    /\btroppe (?:connessioni|richieste)|\bte veel (?:verbindingen|berichten)|\bzbyt wiele/,
    /слишком (?:много|часто)|превышен[оа]? (?:лимит|число|количество|частот)/,
    /频率|頻率|过于频繁|太频繁|发送限制|连接数|接続数|接続が多|送信数|送信制限|p.{1,3}li.{1,2} mnoho (?:spojen|zpr)/,
    /\bfor mange (?:forbindelser|tilkoblinger|beskeder|meldinger)|\bf.{1,2}r m.{1,2}nga (?:anslutningar|meddelanden)|너무 많은 (?:연결|접속|메일)/,
  ),
  'throttled',
);

/** Words of a busy receiver that say nothing more: tried after all others. */
export const BUSY_RULES: readonly DiagnosticRule[] = [
  row(
    'server-busy',
    '',
    anyOf(
      // 421 4.3.2 Server busy; 450 4.3.2 system not accepting network messages; 421 too busy, load too high
      /\b(?:server|system|host|service|resources?|we are|network|mta|mail ?host)s? (?:is |are )?(?:\w{1,30} )?(?:too )?(?:busy|overload(?:ed)?)/,
      /\btoo busy\b|\bload (?:average )?(?:is )?(?:too )?high|\bhigh (?:system |server )?load/,
      /\b(?:resources? )?temporarily (?:unavailable|exhausted)\b|\bserver .{0,20}overload/,
    ),
    'system takes no mail now',
    { title: 'The receiving server is busy' },
  ),
  row(
    'still-trying',
    '',
    anyOf(
      // Message will be retried for 2 more day(s) (Gmail)   Delivery is delayed to these recipients (Exchange)
      /\bwill (?:be retried|keep trying|continue to try|retry)\b|\bstill trying\b|\bnot yet been delivered\b/,
      // retry time not reached for any host for 'example.com' (Exim: skipped, since the last failure is too fresh)
      /\bretry time not (?:yet )?reached\b|\bretry timeout not reached\b/,
      /\bdelivery (?:\w{1,10} ){0,4}delayed\b|\bhas been delayed\b/,
    ),
    'no answer',
    { title: 'Delivery is delayed, no reason given' },
  ),
  row(
    'try-later',
    '',
    anyOf(
      // 451 4.7.1 Please try again later
      /\b(?:try|retry|send|resend|come back|again|attempt) (?:it |your message |the message |to send |sending )?(?:again )?(?:a (?:little |bit )?)?(?:later|in a (?:few|while|moment))\b/,
      /\btry again\b/,
      /\bsp.{1,2}ter (?:erneut|noch ?(?:ein)?mal|wieder)|\bessayer plus tard/,
      /\b(?:intente|int.{1,2}ntelo|pruebe) (?:de nuevo )?m.{1,2}s tarde/,
      /\btente (?:novamente )?mais tarde|\briprova\w{0,30} pi.{1,2} tardi/,
      /\bpowt.{1,2}rz p.{1,2}.{1,2}niej|попробуйте (?:позже|ещ)|повторите (?:попытку )?позже|稍后/,
      /稍後|請稍後|後で/,
    ),
    'unavailable for now',
    { title: 'The receiver asks to try again later' },
  ),
];

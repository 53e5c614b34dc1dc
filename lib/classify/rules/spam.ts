import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** A filter judged the message or the reputation of who sends it. */
export const SPAM_RULES: readonly DiagnosticRule[] = [
  row(
    'virus',
    '',
    anyOf(
      // 550 5.7.1 This message was detected as possible malware   554 virus Eicar-Test-Signature found (ClamAV)
      /\bvir(?:us|uses|al)\b|\binfected\b|\bmalware\b|\btrojan\b|\bworm\b|\bransomware/,
      /\bmalicious\b|\bclamav\b|\beicar\b|\bvirenscanner|вирус|病毒|ウイルス/,
    ),
    'virus',
  ),
  row(
    'spam',
    '',
    anyOf(
      // 550 High probability of spam   554 5.7.1 Message rejected as spam (SpamAssassin, rspamd, Cloudmark, Barracuda)
      /\b(?:anti-?)?(?:spam|spammer|spammers|spammy|spamming|spam-?like|spamtrap|spamassassin|spamd|rspamd|spamdetected)\b/,
      /\bspam[_ -]|\bspam(?:expert|filter|score|check|block|hero|titan|stop)/,
      // 554 5.7.1 Message cannot be accepted, content filter rejection bbSpamReject (a name of a host is no verdict)
      /spam(?!\w{0,30}[.@-]\w)/,
      /\buce\b|\bube\b|\bunsolicited\b|\bjunk ?-?(?:mail|e-?mail|message)?\b/,
      /\bbulk (?:e-?mail|mail|message)|\bmass ?-?mail|\bphish|\bscam\b|\bfraud\w{0,30}|\bcloudmark\b/,
      /\bvade\b|\bxcsp|\bbogus\b/,
      // 554 5.7.1 Blocked by content filter; 550 message scored 12.3 points, looks suspicious
      /\bsuspicious\b|\bsuspected\b(?! mail loop)|\bscore(?:d)? (?:of |is |was |too )?-?(?:\d|high)/,
      /\bhigh(?: \w{1,30})? (?:probability|score|risk)\b|\bhits=/,
      /\b(?:bayes|bayesian|heuristic|fingerprint)\b|\bhoneypot|\bspamvertis/,
      /\bspamverdacht|\bunerw.{1,2}nscht|\bwerbe-?mail|\bcorreo (?:no deseado|basura)/,
      /\bpourriel|\bind.{1,2}sirable|\blixo eletr|\bposta indesiderata|\bniechcian|спам/,
      /нежелательн|рассылк|垃圾|可疑|迷惑|スパム/,
    ),
    'looks like spam',
  ),
  row(
    'reputation',
    '',
    anyOf(
      // 554 Denied: poor reputation (IronPort SenderBase)   421 4.7.0 bad reputation of 192.0.2.1
      /\breputations?\b|\bsender ?score\b|\bsenderbase\b|\btrust(?:ed)? (?:score|level|network)/,
      /\bcomplaints?\b|\bpoor(?:ly)? (?:rated|rating)|\babus(?:ive|ing)\b|\babuse (?:detected|from|report|complaint)/,
      /\bips? (?:is |has )?(?:bad|poor|low)\b|\brunning (?:\w{1,30} )?(?:ip )?reputation/,
      /\btrendmicro|\breputa(?:zione|ci.{1,2}n|.{2,4}o)|репутац|信誉/,
    ),
    'poor ip reputation',
  ),
];

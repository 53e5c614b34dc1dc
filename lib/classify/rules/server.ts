import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** The receiving, or the own, server is out of order: disk, configuration, protocol. */
export const SERVER_RULES: readonly DiagnosticRule[] = [
  row(
    'storage-exhausted',
    '',
    anyOf(
      // 452 4.3.1 Insufficient system storage (Postfix)   452 4.4.5 Insufficient disk space; try again later (Sendmail)
      /\b(?:insufficient|not enough|no|out of|low|lack of|low on|more) (?:system |disk |disc |free |server |spool |queue |mail ){0,6}(?:storage|disk space|space|resources|memory|swap)\b/,
      /\b(?:disk|disc|file ?system|spool|mail system|system|partition|device|storage)s? (?:is |are )?(?:almost )?full\b/,
      /\binsufficientresources|\bno space left on device|\bcannot allocate memory/,
      /\bspeicher (?:ersch|voll)/,
    ),
    'system full',
  ),
  row(
    'local-configuration',
    '',
    anyOf(
      // failed to expand "interface" option for remote_smtp transport   error in filter file (Exim)
      /\bfailed to expand\b|\bexpansion of ".{0,200} (?:failed|transport)|\berror in filter file\b/,
      // transport filter process failed (127): unable to execute command   address_pipe transport is unset (Exim)
      /\btransport\b.{0,60}\b(?:process failed|unset|not set|is missing)|\bunable to execute command\b/,
      // unknown transport   fatal: no such service   mail transport unavailable (Postfix)
      /\bunknown (?:mail )?transport\b|\bmail transport unavailable\b|\bno such transport\b/,
    ),
    'misconfigured',
    {
      title: 'Your own server is misconfigured',
      meaning:
        'The message did not leave your server: a transport, a filter or an expansion there is broken.',
      action: 'fix',
      fix: [{ do: 'Correct the configuration of your mail server that the text names, then run the queue.' }],
      fixedBy: 'you',
    },
  ),
  row(
    'server-fault',
    '',
    anyOf(
      // 451 4.3.0 Error: queue file write error   451 4.3.5 Server configuration error (Postfix)   local configuration error
      // procmail: Lock failure on "…"   procmail: Error while writing to "…"
      /\block failure on\b|\berror while writing to\b|\bcouldn't create\b/,
      /\bqueue file write error|\bno such file or directory/,
      /\b(?:server|local|mail server|system|routing|mailer) configuration (?:error|problem)/,
      /\bconfiguration (?:error|problem)|\bmisconfigur/,
      /\blocal (?:error|problem|policy service error|lookup)/,
      /\b(?:internal|system|server|unknown|unexpected|unspecified|general|mail system|processing|database|software|mailer|fatal|backend|gateway|application|service|resource|technical|storage|i\/o|ldap|sql|lookup|delivery|transient|operating system|temporary|temp)(?: \w{1,30}){0,2} (?:error|failure|problem|fault|exception|difficult\w{1,30}|issue)s?\b/,
      /\berror in processing|\bcontent filter (?:temporarily )?(?:unavail|fail|not)/,
      /\b(?:policy|milter|filter|scanner|antivirus|lmtp|dovecot|amavis|anti-?spam|mail) (?:server |service |scanner )?(?:is )?(?:temporarily )?(?:unavailable|failed|down|not (?:available|responding)|timed)/,
      /\btemporary (?:lookup |local |system |server |internal |mail ?box |authentication |delivery )?(?:failure|problem|error|unavailab\w{1,30}|rejection)/,
      /\btemporarily (?:unable|unavailable|not|rejected|unreachable|down|failed|disabled|closed)/,
      /\bmail system(?: \S{1,80})? (?:unavailable|down|is down|error)/,
      /\bserver (?:is )?(?:shutting down|going down|restarting|unavailable|error|down|offline)/,
      /\bshutting down|\bmaintenance\b|\bsystem(?: \S{1,80})? not accepting/,
      /\bnot accepting (?:network )?messages/,
      /\bservice (?:is )?(?:temporarily |currently |not )?(?:unavailable|available|down|closing|offline|shutting)/,
      /\bunable to (?:process|complete|queue|save|store|write|create|open|append|lock|accept (?:the |this )?(?:message|mail|recipient))/,
      /\bcould not (?:process|complete|queue|save|store|write|create|open|append|lock)/,
      /\bdeferral\b|\blocked for/,
      /\bmail ?-?box (?:is )?(?:locked|busy|in use|not ready|temporarily)/,
      /\bcannot (?:open|create|append|write|lock|update|read)|\bpermission denied\b/,
      /\bcommand (?:died|output|exited|time limit|failed)|\bexit (?:status|code)/,
      /\bdied with status|\bpipe to\b|\blocal delivery (?:failed|failure)/,
      /\bunknown mailer error|\bx-unix; ?\d|\bservice error|\brewrite/,
      /\bresources (?:restricted|unavailable)|\bsmtp service (?:unavail|not)|\bbackend/,
      /\bcall to|\bcrashed\b|\bsegmentation|\bexecution|\bdatabase/,
      /\binterner (?:server-?)?fehler|\bvor.{1,2}bergehend(?:er|e)?/,
      /\berreur (?:interne|temporaire|syst)|\berror (?:interno|temporal|del servidor)/,
      /\berro (?:interno|tempor|no servidor)|\berrore (?:interno|temporaneo)|внутренн\S{1,8} ошибка/,
      /временн\S{1,8} ошибка|сервер \S{0,20}недоступен|系统错误|内部错误|系统忙|サーバー?エラー/,
    ),
    'system trouble',
  ),
  row(
    'exit-status',
    '',
    // X-Unix; 255   77 (sysexits.h: EX_NOPERM): what a local delivery program left behind, and nothing else
    /^(?:x-unix; ?)?\d{1,3}$/i,
    'system trouble',
    { title: 'A local delivery program failed', action: 'investigate' },
  ),
  row(
    'protocol',
    '',
    anyOf(
      // 503 5.5.1 Bad sequence of commands   500 5.5.2 Syntax error, command unrecognized   502 not implemented
      /\bsyntax (?:error|incorrect|invalid)|\bbad sequence|\bout of sequence/,
      /\b(?:command|parameter|argument|option|verb)s? (?:\S{1,40} )?(?:is |was |are )?(?:not |un|out of|too|in wrong)(?: ?(?:recogni[sz]ed|implemented|understood|supported|known|allowed|sequence|order|valid|long|expected|permitted|accepted))?/,
      /\b(?:unrecogni[sz]ed|unknown|invalid|unsupported|unimplemented|illegal|unexpected|bad|protocol|improper|expected) (?:smtp )?(?:command|parameter|argument|response|reply|option|syntax|error|use of)s?/,
      /\bprotocol (?:error|violation|synchroni)|\bsynchroni[sz]ation error|\bsend hello first/,
      /\bneed (?:mail|rcpt|helo|ehlo)\b|\b(?:no valid|no) recipients\b|\bpipelining\b/,
      /\bnested mail|\bsender already|\balready specified/,
      /\bnot (?:implemented|recogni[sz]ed)|\bfeature not|\bunimplemented/,
    ),
    'protocol error',
  ),
];

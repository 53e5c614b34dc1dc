import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** Above the domain that does not exist, whose words it begins with. */
export const DNS_TRY_AGAIN = row(
  'dns-try-again',
  '',
  // Name service error for name=example.com type=MX: Host not found, try again (Postfix)
  /\bhost not found, try again|\bname service error\b.{0,120}\btry again\b|\bname server: .{1,80}: host name lookup failure/i,
  'directory failure',
);

/** The own resolver's words, where no server was reached that could know the address. */
export const DNS_ERROR = row(
  'dns-error',
  '',
  // all host address lookups failed permanently   lookup of host "mx.example.com" failed in smarthost router (Exim)
  // DNS Error: DNS type 'mx' lookup of example.invalid responded with code NXDOMAIN (Gmail)
  /\bdns error:|\bmissing mx, or all mxs point to missing|\ball host address lookups failed\b|\blookup of host .{1,80} failed\b/i,
  'no route',
);

/** No conversation took place, or it broke off: DNS, TCP, TLS. */
export const CONNECTION_RULES: readonly DiagnosticRule[] = [
  row(
    'mail-loop',
    '',
    anyOf(
      // remote host address is the local host (Exim)
      /\bremote host address is the local host\b/,
      // 554 5.4.6 Too many hops (Sendmail, Postfix)   mail for example.com loops back to myself (Postfix)
      /\btoo many (?:\w{1,30} )?(?:hops|received)|\bhop ?count|\bhops exceeded/,
      /\bmaximum (?:number of )?hops|\bloops? back\b/,
      /\b(?:mail|mailer|message|routing|forwarding|delivery|possible|alias|loop|dns) ?-?loop(?:s|ing)?\b/,
      /\blooping\b|\bloop (?:detected|found)|\bmx list for .{1,80} points back/,
      /\bconfig error: mail|\blowest numbered mx record points to local/,
      /\balready (?:in|has) my (?:name|delivered)|\bdelivered-to (?:header )?loop/,
    ),
    'loop',
    { bounceType: 'hard' },
  ),
  row(
    'dns-failure',
    '',
    anyOf(
      // Name service error for name=example.com type=MX: Host not found, try again (Postfix)
      /\btry again.{0,20}name (?:server|service)/,
      /\b(?:name ?-?server|dns|name service|nameserver|domain name|directory)(?: server| query| lookup| resolution| resolver)? (?:error|fail\w{0,30}|time ?-?out|timed out|problem|loop|trouble|not respond\w{0,30}|issue|soft error|temporar\w{0,30}|server failure|unavailable|refused|unreachable)/,
      /\bname (?:server|service|lookup)(?: \S{1,80})? (?:timeout|timed|failure|failed)|\bservfail\b/,
      /\b(?:temporary|temporarily|transient|unable to) (?:failure in name resolution|resolve|lookup|dns|unable to resolve)/,
      /\b(?:could|can)(?:not|n't| not)? (?:resolve|look ?up)/,
      /\bmx (?:lookup|resolution|query|server|host)s? (?:failed|failure|error|problem)/,
      /\bfailed to (?:resolve|lookup|look up)|\bdns ?(?:query|lookup|error|failure|server)/,
      /\bhost lookup (?:did not complete|failed)|\bdnssec\b|\blame (?:server|delegation)/,
      /\bcname\b|\bno (?:a|aaaa|address|ip) records?\b|\bmx (?:record|lookup)/,
    ),
    'directory failure',
  ),
  row(
    'tls-failure',
    '',
    anyOf(
      // Cannot start TLS: handshake failure (Postfix)   Server certificate not trusted   TLS session: …
      /\b(?:cannot|could not|can't|unable to|failed to) (?:start|negotiate|establish|initiali[sz]e) (?:a )?(?:tls|ssl|secure)/,
      /\b(?:tls|ssl|starttls)\b[^.;]{0,60}(?:fail|error|handshake|unavailable|not (?:available|supported|offered)|refused|negotiat|alert|mismatch|untrusted|temporar)/,
      /\b(?:server )?certificate (?:\S{1,80} )?(?:not|verif|expired|untrusted|invalid|mismatch|has|is|error|fail)/,
      /\bmta-?sts\b|\bdane\b|\btlsa\b|\bhandshake (?:failure|failed)|\bno shared cipher/,
      /\bunsupported protocol/,
    ),
    'destination tls broken',
    { title: 'The TLS handshake failed' },
  ),
  row(
    'no-connection',
    '',
    anyOf(
      // connect to mx.example.com[192.0.2.1]:25: Connection timed out   Connection refused   No route to host (Postfix)
      /\bconnect(?:ion|ions|ing)?\b(?: \S{1,80}){0,4}? (?:has |was |is |were |been |could |can |not |be |got |being |timed |to ){0,6}(?:timed? ?-?out|refused|reset|dropped|closed|lost|failed|broken|expired|aborted|terminated|failure|time-?out|died|interrupted|unexpectedly|established|made|error|disconnect\w{0,30})\b/,
      /\blost connection\b/,
      /\b(?:no route to host|network (?:is )?(?:unreachable|error|problem|down)|host (?:is )?(?:unreachable|down)|operation timed out|connection reset by peer|broken pipe|no answer from host|bad connection|not connected|connection refused|connection timed out|timed out|time-?out|remote host (?:closed|said nothing)|unexpected (?:eof|end of|response|disconnect)|premature (?:eof|close|end)|server (?:dropped|closed|disconnected|hung up)|socket (?:error|closed)|read error|write error|econn\w{1,30}|etimedout|ehostunreach|enetunreach|deferred: connection|i\/o error)\b/,
      // 421 4.4.2 Error: timeout exceeded   conversation with … timed out   unable to connect successfully
      /\bconversation with\b/,
      /\b(?:could|can|did)(?:not|n't| not) (?:connect|contact|reach|establish|open|talk)/,
      /\b(?:unable|failed|fails|failure|attempt) to (?:connect|contact|reach|establish|open (?:a )?(?:smtp )?connection|communicate|receive|read|write)/,
      /\b(?:server|host|mta|mail system|mailer|destination|domain)\b(?: \S{1,80})? (?:is |was |did |does |are )?(?:not (?:respond\w{0,30}|reachable|available|answer\w{0,30}|online|ready)|unreachable|unavailable|offline|down|never responded|down for maintenance|didn't respond)/,
      /\bno (?:response|reply|answer|servers?|mail servers?) (?:from|could|available|is|at|within)/,
      /\ball (?:relevant )?(?:\w{1,30} )?(?:hosts|servers|mx)\b[^.;]{0,40}(?:fail|unreach|down|not)/,
      /\bwaiting for (?:response|greeting|initial|reply)|\bbad greeting|\bno greeting/,
      /\bhost unknown to/,
      /\bremote (?:host|server|mta) (?:\S{1,80} )?(?:closed|dropped|unavailable|disconnected|is not|does not|did not)/,
      /\bprocessing (?:was )?stopped\b|\btransport (?:error|closed)|\bport 25\b|\bcould not find a gateway\b/,
      /\bzeit.{1,2}berschreitung/,
      /\bverbindung (?:\S{1,80} ){0,3}(?:abgelehnt|verweigert|unterbrochen|fehlgeschlagen|nicht|abgebrochen)/,
      /\bserver (?:\S{1,80} ){0,2}nicht (?:erreichbar|verf)/,
      /\bd.{1,2}lai (?:d.{1,3}attente )?d.{1,2}pass/,
      /\bconnexion (?:\S{1,80} ){0,2}(?:refus|perdu|impossible)/,
      /\bconexi.{1,2}n (?:\S{1,80} ){0,2}(?:rechaz|perdid|agotad|tiempo)|\btiempo de espera/,
      /\btempo (?:limite )?esgotado|\bservidor (?:\S{1,80} ){0,2}(?:no disponible|indispon)/,
      /соединени\S{0,8} [^.;]{0,30}(?:отказ|разорван|не )|连接(?:超时|失败|被拒)|タイムアウト|接続(?:でき|が)/,
    ),
    'connection lost',
    { title: 'The receiving server could not be reached' },
  ),
];

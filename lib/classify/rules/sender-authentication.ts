import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { anyOf, row } from './row';

/** Who the sender says to be could not be proved: DMARC, DKIM, SPF, reverse DNS, SMTP AUTH, required TLS. */
export const SENDER_AUTHENTICATION_RULES: readonly DiagnosticRule[] = [
  row(
    'dmarc',
    '',
    // 550 5.7.1 Email rejected per DMARC policy for example.com
    /\bdmarc\b/i,
    'dmarc failed',
  ),
  row(
    'not-aligned',
    '',
    // 421 4.7.32 The From: header isn't aligned with the authenticated SPF or DKIM organizational domain
    /\b(?:not|isn't) (?:in )?align(?:ed|ment)\b|\balignment (?:fail|error|required|mode)/i,
    'not aligned',
  ),
  row(
    'spf-and-dkim',
    '',
    anyOf(
      // 550-5.7.26 Your email has been blocked because the sender is unauthenticated
      /\bunauthenticated\b|\bno authentication (?:information|results)/,
      // 550 5.7.1 This message does not have authentication information or fails to pass authentication checks
      /\bnot have authentication information\b|\bfails to pass authentication/,
      /\b(?:spf|dkim) (?:and|or|nor|\/|&) ?(?:dkim|spf)\b|\bspf\/dkim|\bdkim\/spf/,
      /\b(?:sender|domain|e-?mail|message) (?:authentication|verification) (?:failed|failure|required|checks?)/,
      // 550 5.7.515 Access denied, sending domain example.com does not meet the required authentication level
      /\brequired authentication level\b/,
      /\bnot authenticated\b|\blacks? (?:proper )?authentication/,
    ),
    'unauthenticated',
  ),
  row('dkim', '', /\bdkim\b|\bdomainkeys?\b/i, 'dkim failed'),
  row(
    'spf',
    '',
    anyOf(
      // 550 5.7.1 <news@example.com>: Sender address rejected: Please see http://www.openspf.net/Why?…
      /\bspf\b|\bopenspf\b|\bsender policy framework/,
      // 550 192.0.2.1 is not allowed to send mail from example.com   does not designate … as permitted sender
      /\bnot (?:allowed|authori[sz]ed|permitted|designated) to send (?:\w{1,30} )?(?:e-?mails? |mails? |messages? )?(?:from|for|on behalf of|as)\b/,
      /\bdoes not designate\b|\bnot (?:a |as )?(?:permitted|designated|authori[sz]ed) sender/,
      /\bsender[ -]?id\b[^.;]{0,60}(?:fail|not permitted|reject)/,
      /\bclaims to be from .{1,80} but\b|\bspoof(?:ed|ing)?\b|\bforged (?:sender|from|mail)/,
      /\b(?:sender|mail) forge(?:ry|d)/,
      // 550 domain [example.com] mismatches client ip [192.0.2.1]
      /\bmismatch(?:es|ed)? client ip\b/,
      /\bhost is not (?:allowed|authori[sz]ed) to (?:send|use)/,
    ),
    'spf failed',
  ),
  row(
    'reverse-dns',
    '',
    anyOf(
      // 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1] (Postfix)
      /\bcannot find your (?:reverse )?(?:host ?name|host)/,
      /\breverse[- ](?:host ?name|dns|lookup|mapping|record|ip|resol)/,
      // 550 5.7.1 Fix reverse DNS for 192.0.2.1   no PTR record
      /\br-?dns\b|\bptr\b|\bfcrdns\b|\bforward[- ]confirmed\b/,
      /\binverse (?:dns|resolution|lookup)/,
      // 451 4.1.8 Possibly forged hostname (Sendmail)   IP name lookup failed   IP address does not resolve
      /\bpossibly forged\b|\bip name (?:possibly forged|lookup failed)/,
      /\b(?:ip|address|host)s? (?:\S{1,60} )?(?:does not|doesn't|do not|must|could not|cannot) (?:be )?(?:have a |have )?(?:resolve|valid host ?name|dns)/,
      /\bno (?:valid )?(?:dns )?host ?name for\b|\bunresolvable (?:client|host|ip)\b/,
      /\bhost ?name (?:lookup|verification) failed|\bresolve your (?:ip|host|address)/,
      // Reverse-DNS in German and others
      /\br.{1,2}ckw.{1,2}rtsaufl.{1,2}sung|\bkein(?:en)? ptr|\bdns inverso/,
      /\br.{1,2}solution inverse/,
    ),
    'no reverse dns',
  ),
];

/** A relay or submission server asks who hands the mail in. */
export const LOGIN_RULES: readonly DiagnosticRule[] = [
  row(
    'credentials-refused',
    '',
    anyOf(
      // 535 5.7.8 Error: authentication failed   535 5.7.8 Username and Password not accepted
      /\bauth(?:entication)? (?:credentials )?(?:failed|failure|invalid|unsuccessful|rejected|error|was not successful)/,
      /\b(?:username|user name|user|login) (?:and|or) password\b/,
      /\b(?:bad|invalid|incorrect|wrong) (?:username|credentials|password|login|authentication)/,
      /\bsasl (?:authentication|login)|\blogin (?:failed|denied|incorrect)\b/,
    ),
    'bad credentials',
  ),
  row(
    'login-required',
    '',
    anyOf(
      // 530 5.7.0 Authentication required   530 Must authenticate   550 SMTP authentication is required
      /\b(?:authentication|authentification|authorization|auth|login) (?:is )?(?:required|needed|necessary|mandatory)/,
      /\b(?:must|need to|please|should) (?:first )?(?:authenticate|log ?in|be authenticated)/,
      /\brequires? (?:smtp )?(?:authentication|auth\b|login)|\bnot logged in\b/,
      /\bpop (?:before|first)|\bsmtp[- ]after[- ]pop/,
      /\b(?:sender|client|you) (?:is |are )?(?:was |were )?not (?:authenticated|logged in|authorized to send)\b/,
      /\bclient was not authenticated/,
      /\banmeldung erforderlich|\bautenticaci.{1,2}n (?:es )?(?:requerida|necesaria)/,
      /\bauthentification requise/,
    ),
    'login required',
  ),
  row(
    'tls-required',
    '',
    anyOf(
      // 530 5.7.0 Must issue a STARTTLS command first
      /\bmust issue (?:a |the )?(?:starttls|ehlo\/starttls)/,
      /\bstarttls (?:command )?(?:first|is required|required|needed)/,
      /\b(?:requires?|requiring|require the use of|must use|needs?|mandatory|only accept\w{0,30}|insist\w{0,30}) (?:a |an |over |via |the use of )?(?:tls|ssl|starttls|encryption|encrypted|secure connection)/,
      /\b(?:tls|ssl|encryption|secure connection)(?: \w{1,30})? (?:is |are )?(?:required|needed|mandatory|necessary)\b/,
      /(?:\bnot|n't) (?:sent |transmitted |delivered )?(?:over|using|via|with) (?:a |an )?(?:tls|ssl|encrypt)/,
      /\bwithout (?:using )?(?:tls|encryption)\b|\bnot encrypted\b/,
    ),
    'tls required',
  ),
];

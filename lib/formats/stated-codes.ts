import { parseStatusCode } from '@/lib/mail/status-code';

/** A reply code of RFC 5321 §4.2.1 (first digit 2, 4 or 5, second 0 to 5), or `null`: services number their own
 * reasons beside them (Mailgun's 605, MailerQ's 600), and those say nothing of a server's answer. */
export function replyCode(stated: string | number | null): number | null {
  return stated !== null && /^[245][0-5]\d$/.test(String(stated)) ? Number(stated) : null;
}

/** An enhanced status code of RFC 3463, with what a report may write behind it: `5.1.1 (bad destination mailbox)`. */
export function statusCode(stated: string | null): string | null {
  const code = /^\s*([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(stated ?? '')?.[1];
  return code !== undefined && parseStatusCode(code) ? code : null;
}

/** The words of an answer, without the type that RFC 3464 §2.3.6 puts before a Diagnostic-Code: `smtp;550 5.1.1 …`. */
export function answer(stated: string | null): string | null {
  return stated?.replace(/^\s*(smtp|x-[\w.-]+)\s*;\s*/i, '').trim() || null;
}

/** As events have it: without angle brackets. */
export function bareId(stated: string | null): string | null {
  return stated?.trim().replace(/^<(.*)>$/, '$1') || null;
}

/** The address of `Name <local@domain>`, or of an address alone; the null sender `<>` is none. */
export function bareAddress(stated: string | null): string | null {
  if (stated === null) return null;
  const address = stated.includes('<') ? (/<([^<>]*)>\s*$/.exec(stated)?.[1] ?? stated) : stated;
  return address.trim() || null;
}

/** As events have it: lower case, without the trailing dot. */
export function bareHost(stated: string | null): string | null {
  return stated?.trim().toLowerCase().replace(/\.+$/, '') || null;
}

/** The address of `10.0.0.1:53210` and `[2001:db8::1]:25`. */
export function bareIp(stated: string | null): string | null {
  if (stated === null) return null;
  if (stated.startsWith('[')) return stated.slice(1).split(']', 1)[0] || null;
  const colon = stated.indexOf(':');
  return (colon > 0 && stated.lastIndexOf(':') === colon ? stated.slice(0, colon) : stated) || null;
}

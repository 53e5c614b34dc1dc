/** What a receiver says that it found when it checked who sent the message. */
export interface AuthenticationResult {
  method: 'spf' | 'dkim' | 'dmarc';
  passed: boolean;
  domain: string | null;
  ip: string | null;
}

const DOMAIN = String.raw`([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})`;

const RESULTS: readonly { method: AuthenticationResult['method']; text: RegExp }[] = [
  // Gmail: … SPF [example.com] with ip: [192.0.2.1] = did not pass …
  {
    method: 'spf',
    text: new RegExp(
      String.raw`\bspf \[?${DOMAIN}?\]? with ip(?: address)?: \[?([\da-f.:]{2,45})?\]? ?= (did not pass|pass)`,
      'i',
    ),
  },
  // Gmail: … DKIM = did not pass …   DKIM [example.com] = pass …
  { method: 'dkim', text: new RegExp(String.raw`\bdkim (?:\[?${DOMAIN}\]? )?()?= (did not pass|pass)`, 'i') },
  // … Unauthenticated email from example.com is not accepted due to domain's DMARC policy …
  {
    method: 'dmarc',
    text: new RegExp(
      String.raw`\bemail from ${DOMAIN} is not accepted ()due to domain'?s? (dmarc) policy`,
      'i',
    ),
  },
  // … rejected per DMARC policy for example.com   … due to example.com's DMARC policy
  { method: 'dmarc', text: new RegExp(String.raw`\bdmarc policy (?:for|of) ${DOMAIN}()()`, 'i') },
  { method: 'dmarc', text: new RegExp(String.raw`\bdue to (?:the )?${DOMAIN}(?:'s)? dmarc policy()()`, 'i') },
];

export function authenticationResults(text: string): AuthenticationResult[] {
  const results: AuthenticationResult[] = [];
  for (const { method, text: pattern } of RESULTS) {
    const found = pattern.exec(text);
    if (!found || results.some((known) => known.method === method)) continue;
    const [, domain, ip, outcome] = found;
    results.push({
      method,
      passed: outcome === 'pass',
      domain: domain?.toLowerCase() ?? null,
      ip: ip || null,
    });
  }
  return results;
}

/** The sending address or domain that a response names as listed, blocked or limited. */
export interface Listing {
  kind: 'ip' | 'domain';
  value: string;
}

const IPV4 = /(?<![\w.-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w-]|\.\d)/;
// At least two colons and one more group, so that a time of day is none.
const IPV6 = /(?<![\w:.])(?=[\da-f]*:[\da-f]*:[\da-f:]*[a-f:])(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}(?![\w:])/i;

const DOMAIN = String.raw`((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24})`;
const DOMAINS: readonly RegExp[] = [
  // Gmail: … from your DKIM domain [example.com 35]. …
  new RegExp(String.raw`\b(?:spf|dkim|url) domains? \[${DOMAIN}`, 'i'),
  // Sender address [news@example.com] blocked using dbl.example.net   <news@example.com>: … blocked
  new RegExp(String.raw`\bsender address \[?[<\s]?[^\s@\]]{1,128}@${DOMAIN}`, 'i'),
  // The domain example.com is listed   sending domain [example.com]   domain: example.com
  new RegExp(String.raw`\b(?:domain|url|uri|link|host ?name|helo)s?(?: name)?[ :="'\[]{1,3}${DOMAIN}`, 'i'),
];

export function listingIn(text: string): Listing | null {
  const ip = IPV4.exec(text)?.[0] ?? IPV6.exec(text)?.[0];
  if (ip) return { kind: 'ip', value: ip };
  for (const pattern of DOMAINS) {
    const domain = pattern.exec(text)?.[1];
    if (domain) return { kind: 'domain', value: domain.toLowerCase() };
  }
  return null;
}

import { readReply } from '@/lib/mail/reply';
import { BLOCKLISTS } from './blocklist-names';
import { type AuthenticationResult, authenticationResults } from './facts/authentication-results';
import { type Listing, listingIn } from './facts/listing';

export type { AuthenticationResult, Listing };

/** What a response tells besides its meaning. Absent is `null`. */
export interface Facts {
  /** The list that the receiver asked: a name from the table, else the zone as the response gives it. */
  blocklist: string | null;
  /** Where to look it up. */
  blocklistLookup: string | null;
  /** What is listed or refused. */
  listed: Listing | null;
  /** What Gmail counts in a 4.7.28 or 5.7.28. */
  rateScope: RateScope | null;
  authentication: readonly AuthenticationResult[];
  /** Microsoft's `S3140`, `AS345`, `RP-001`. */
  microsoftCode: string | null;
  /** Yahoo's `TSS04`, `BL21`. */
  yahooTag: string | null;
  supportUrl: string | null;
}

export type RateScope = 'ip' | 'netblock' | 'dkim-domain' | 'spf-domain' | 'url-domain' | 'message-id';

const RATE_SCOPES: readonly { scope: RateScope; text: RegExp }[] = [
  // … unusual rate of unsolicited mail originating from your SPF domain [example.com 35]. …
  { scope: 'spf-domain', text: /\bspf domain/i },
  { scope: 'dkim-domain', text: /\bdkim domain/i },
  { scope: 'netblock', text: /\bip netblock/i },
  { scope: 'url-domain', text: /\burl domain/i },
  { scope: 'message-id', text: /\bmessage-?id\b/i },
  { scope: 'ip', text: /\byour ip address/i },
];

const MICROSOFT_CODE = /\((S\d{3,4}|AS\d{3,8})\)|\b((?:RP|SC|DY|OU)-\d{3})\b/;
const YAHOO_TAG = /\[((?:IP)?TSS?\d{2}|BL\d{0,2}|PH\d{2}|GL\d{2}|CON\d?|RL\d{2})\]/;
const URL = /\bhttps?:\/\/[^\s<>"')\]]{4,300}/i;

export function factsOf(response: string): Facts {
  const { text, statusCode } = readReply(response);
  const list = BLOCKLISTS.find((one) => one.text.test(text));
  const microsoft = MICROSOFT_CODE.exec(text);
  const rate = statusCode?.endsWith('.7.28') ? RATE_SCOPES.find((one) => one.text.test(text)) : undefined;
  return {
    blocklist: list?.name ?? zoneIn(text),
    blocklistLookup: list?.lookup ?? null,
    listed: listingIn(text),
    rateScope: rate?.scope ?? null,
    authentication: authenticationResults(text),
    microsoftCode: microsoft?.[1] ?? microsoft?.[2] ?? null,
    yahooTag: YAHOO_TAG.exec(text)?.[1] ?? null,
    supportUrl: URL.exec(text)?.[0].replace(/[.,;:]+$/, '') ?? null,
  };
}

// … Client host [192.0.2.1] blocked using bl.example.net; …   … is in a black list at dnsbl.example.net
const ZONE =
  /\b(?:blocked (?:using|by)|listed (?:in|at|on|by)|black ?list at) ((?:[\w-]{1,63}\.){1,6}[a-z]{2,18})\b/i;

const zoneIn = (text: string): string | null => ZONE.exec(text)?.[1]?.toLowerCase() ?? null;

import { domainOf } from '@/lib/mail/address';
import type { Refusal } from '@/lib/mail/verdict';
import { PROVIDERS } from '@/lib/providers';
import type { Provider } from '@/lib/providers/provider';
import { type PatternIndex, patternIndex } from './pattern-index';
import { SIGNATURES } from './signatures';

/**
 * Who answered. The MX host decides, by its longest known suffix, at the time of the answer: accounts move from
 * one provider's hosts to another's. Where no MX host is known the recipient's domain stands in for it; a host
 * that no provider claims stays unknown, because a provider's domain may receive its mail elsewhere.
 */
export function providerOf({
  mxHost,
  recipient,
  at,
}: Pick<Refusal, 'mxHost' | 'recipient' | 'at'>): Provider | null {
  if (mxHost) return providerOfHost(mxHost, at ?? null);
  return recipient ? providerOfAddress(recipient) : null;
}

export function providerOfHost(mxHost: string, at: number | null): Provider | null {
  for (const { provider, from, until } of suffixesOf(mxHost))
    if (at === null || (from <= at && at < until)) return provider;
  return null;
}

export const providerById = (id: string): Provider | null => BY_ID.get(id) ?? null;

export function providerOfAddress(recipient: string): Provider | null {
  const domain = domainOf(recipient);
  return domain === null ? null : (BY_DOMAIN.get(domain) ?? null);
}

/** Who spoke, by the response alone: the host that the log names in it, or a mark that only one provider leaves. */
export function providerByWords(response: string, at: number | null): Provider | null {
  const host = NAMED_HOST.exec(response)?.[1];
  const byHost = host ? providerOfHost(host, at) : null;
  if (byHost) return byHost;
  signatureIndex ??= patternIndex(SIGNATURES.map((mark) => mark.text));
  const index = signatureIndex;
  index.read(response);
  const signature = SIGNATURES.find((mark, i) => index.mayMatch(i) && mark.text.test(response));
  return signature ? providerById(signature.provider) : null;
}

/** Made when it is first asked. */
let signatureIndex: PatternIndex | null = null;

// host mx.example.com[192.0.2.1] said: 550 … (Postfix)   host mx.example.com [192.0.2.1]: 550 … (Exim)
const NAMED_HOST = /\bhost ([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}) ?\[/i;

/** Suffixes that a host ends in, the longest first. Hosts are few in real traffic and come again and again. */
function suffixesOf(mxHost: string): readonly Suffix[] {
  const known = remembered.get(mxHost);
  if (known) return known;
  const host = `.${mxHost.toLowerCase().replace(/\.$/, '')}`;
  const found: Suffix[] = [];
  for (let dot = 0; dot >= 0; dot = host.indexOf('.', dot + 1))
    found.push(...(BY_SUFFIX.get(host.slice(dot)) ?? []));
  if (remembered.size >= REMEMBERED_HOSTS) remembered.clear();
  remembered.set(mxHost, found);
  return found;
}

const REMEMBERED_HOSTS = 4096;
const remembered = new Map<string, readonly Suffix[]>();

interface Suffix {
  provider: Provider;
  from: number;
  until: number;
}

const BY_SUFFIX = new Map<string, Suffix[]>();
for (const provider of PROVIDERS)
  for (const entry of provider.mxSuffixes) {
    const { suffix, from, until } = typeof entry === 'string' ? { suffix: entry } : entry;
    const known = BY_SUFFIX.get(suffix) ?? [];
    known.push({
      provider,
      from: from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
      until: until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
    });
    BY_SUFFIX.set(suffix, known);
  }

const BY_DOMAIN = new Map(
  PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider])),
);
const BY_ID = new Map(PROVIDERS.map((provider) => [provider.id, provider]));

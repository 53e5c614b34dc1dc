import { domainToASCII } from 'node:url';

export type RecipientVerdict = 'ours' | 'unknown' | 'foreign';

interface Own {
  domain: string;
  /** `null`: every address of the domain. */
  local: RegExp | null;
}

const LOCAL_PART = /^[^\s@]{1,64}$/;
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}$/;

/** `return.example`, `bounces@return.example` (and all its `bounces+…`), `bounces-*@return.example`. */
function readOwn(text: string): Own | null {
  const at = text.lastIndexOf('@');
  const local = at > 0 ? text.slice(0, at) : null;
  const domain = asciiDomain(text.slice(at + 1));
  if (!DOMAIN.test(domain) || (local !== null && !LOCAL_PART.test(local))) return null;
  return { domain, local: local === null ? null : localPattern(local) };
}

/** A subaddress behind a `+` is its address's, unless the pattern says where it may go on. */
function localPattern(local: string): RegExp {
  const parts = local.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}${parts.length > 1 ? '' : '(?:\\+.*)?'}$`, 'iu');
}

const asciiDomain = (domain: string): string => domainToASCII(domain.trim()) || domain.trim().toLowerCase();

export const isOwnRecipient = (text: string): boolean => readOwn(text.trim()) !== null;

/** Whether mail for an address is taken: nothing is ever passed on, so nothing else is. */
export function recipientCheck(own: readonly string[]): (address: string) => RecipientVerdict {
  const known = own.map((text) => {
    const one = readOwn(text.trim());
    if (!one) throw new Error(`"${text}" is neither an address nor a domain`);
    return one;
  });
  return (address) => {
    const at = address.lastIndexOf('@');
    const domain = asciiDomain(address.slice(at + 1));
    const inDomain = known.filter((one) => one.domain === domain);
    if (at < 0 || inDomain.length === 0) return 'foreign';
    const local = address.slice(0, at);
    return inDomain.some((one) => one.local === null || one.local.test(local)) ? 'ours' : 'unknown';
  };
}

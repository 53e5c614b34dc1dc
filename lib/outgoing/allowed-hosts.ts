import { isNetwork, networkCheck } from '@/lib/sources/networks';

/** Labels of letters, digits and hyphens (RFC 1123 §2.1), with underscores as container networks have them. */
const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*$/i;

export const isAllowedHost = (text: string): boolean => isNetwork(text) || NAME.test(text);

/** The internal hosts that the operator lets notifications go to: names, addresses and networks. */
export interface AllowedHosts {
  hasName(host: string): boolean;
  /** Whether all of them lie in the networks; of none at all, no. */
  haveAddresses(addresses: readonly string[]): boolean;
}

export function allowedHosts(list: readonly string[]): AllowedHosts {
  const networks = list.filter(isNetwork);
  const names = new Set(list.filter((one) => !isNetwork(one)).map((one) => one.toLowerCase()));
  const isInNetworks = networkCheck(networks);
  return {
    hasName: (host) => names.has(host.toLowerCase().replace(/\.$/, '')),
    haveAddresses: (addresses) => addresses.length > 0 && addresses.every(isInNetworks),
  };
}

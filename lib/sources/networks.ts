import net from 'node:net';

const PREFIX_BITS = { ipv4: 32, ipv6: 128 } as const;

interface Network {
  address: string;
  bits: number;
  family: 'ipv4' | 'ipv6';
}

/** `192.0.2.0/24`, `2001:db8::/32`, or one address. */
function readNetwork(text: string): Network | null {
  const [address = '', bits, ...more] = text.trim().split('/');
  const version = net.isIP(address);
  if (version === 0 || more.length > 0) return null;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const longest = PREFIX_BITS[family];
  if (bits === undefined) return { address, bits: longest, family };
  return /^\d{1,3}$/.test(bits) && Number(bits) <= longest ? { address, bits: Number(bits), family } : null;
}

export const isNetwork = (text: string): boolean => readNetwork(text) !== null;

/** Whether an address, as a socket gives it, lies in one of the networks. */
export function networkCheck(networks: readonly string[]): (address: string) => boolean {
  const list = new net.BlockList();
  for (const text of networks) {
    const network = readNetwork(text);
    if (!network) throw new Error(`"${text}" is not a network such as 192.0.2.0/24`);
    list.addSubnet(network.address, network.bits, network.family);
  }
  return (given) => {
    const address = plainAddress(given);
    return list.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4');
  };
}

/** Without what a dual-stack socket puts before an IPv4 address, and without the interface behind a local one. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');

export function ipv6Bytes(address: string): number[] {
  // Written in full by the URL parser, except for the longest run of zeros.
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text ? text.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = right === undefined ? [] : Array<number>(8 - head.length - tail.length).fill(0);
  return [...head, ...zeros, ...tail].flatMap((group) => [group >> 8, group & 255]);
}

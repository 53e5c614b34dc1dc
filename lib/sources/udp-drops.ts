import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import { ipv6Bytes } from './networks';

const TABLES = { 4: '/proc/net/udp', 6: '/proc/net/udp6' } as const;

/**
 * How many datagrams the kernel has thrown away before this socket could read them, because its buffer was full.
 * `null` where the kernel does not say (it does on Linux).
 */
export async function kernelDrops(address: string, port: number): Promise<number | null> {
  const version = net.isIPv6(address) ? 6 : 4;
  const table = await fs.readFile(TABLES[version], 'utf8').catch(() => null);
  return table === null ? null : dropsIn(table, address, port);
}

/** The last column of the socket's row (proc_net_udp(5)). */
export function dropsIn(table: string, address: string, port: number): number | null {
  const place = `${kernelHex(address)}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === place && /^\d+$/.test(columns.at(-1)!)) return Number(columns.at(-1));
  }
  return null;
}

/** The kernel prints an address as words of 32 bits in the byte order of the machine. */
function kernelHex(address: string): string {
  const bytes = net.isIPv6(address) ? ipv6Bytes(address) : address.split('.').map(Number);
  const words = Array.from({ length: bytes.length / 4 }, (_, n) => bytes.slice(n * 4, n * 4 + 4));
  return words
    .flatMap((word) => (os.endianness() === 'LE' ? word.reverse() : word))
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
    .join('');
}

import net from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ipv6Bytes, plainAddress } from './networks';

/** A mail server that looks for the right address needs a few; who tries names needs many. */
const REFUSALS_PER_MINUTE = 100;
const CONNECTIONS_PER_ADDRESS = 20;

/** What one remote address may do. Clients on a Unix socket have none, and are this machine's own. */
export class SmtpLimits {
  readonly #messages: RateLimiterMemory;
  readonly #refusals = new RateLimiterMemory({ points: REFUSALS_PER_MINUTE, duration: 60 });
  readonly #connections = new Map<string, number>();

  constructor(messagesPerMinute: number) {
    this.#messages = new RateLimiterMemory({ points: messagesPerMinute, duration: 60 });
  }

  mayConnect(address: string): boolean {
    const key = subscriber(address);
    const open = (this.#connections.get(key) ?? 0) + 1;
    this.#connections.set(key, open);
    return key === '' || open <= CONNECTIONS_PER_ADDRESS;
  }

  /** To be called once for each connection that was asked for. */
  disconnected(address: string): void {
    const key = subscriber(address);
    const open = (this.#connections.get(key) ?? 1) - 1;
    if (open > 0) this.#connections.set(key, open);
    else this.#connections.delete(key);
  }

  maySend = (address: string): Promise<boolean> => taken(this.#messages, address);

  mayBeRefused = (address: string): Promise<boolean> => taken(this.#refusals, address);
}

/** The limiter rejects with how long to wait, and with an error where it does not work. */
async function taken(limiter: RateLimiterMemory, address: string): Promise<boolean> {
  const key = subscriber(address);
  if (key === '') return true;
  try {
    await limiter.consume(key);
    return true;
  } catch (reason) {
    if (reason instanceof Error) throw reason;
    return false;
  }
}

/** With IPv6, whoever has one address has 2^64 of them. */
function subscriber(address: string): string {
  const plain = plainAddress(address);
  if (!net.isIPv6(plain)) return plain;
  return ipv6Bytes(plain).slice(0, 8).join('.');
}

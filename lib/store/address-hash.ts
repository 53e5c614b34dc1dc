import { hash } from 'node:crypto';

/** 64 bits as two signed integers: every event has several, and a buffer of eight bytes costs more than its hash. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** As PostgreSQL's `bigint` is written. */
export const hashText = ({ high, low }: Hash64): string => String((BigInt(high) << 32n) | BigInt(low >>> 0));

/**
 * Keyed hash of an address or id, for search and suppression without the address itself: 64 bits of SHA-256 over
 * key and value. Cut short, a hash of this form cannot be extended.
 */
export class AddressHash {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  of(value: string | null): Buffer | null {
    return value === null ? null : Buffer.from(this.#digest(value), 'latin1').subarray(0, 8);
  }

  halvesOf(value: string | null): Hash64 | null {
    if (value === null) return null;
    const digest = this.#digest(value);
    return { high: int32At(digest, 0), low: int32At(digest, 4) };
  }

  /** A character a byte. */
  #digest(value: string): string {
    return hash('sha256', `${this.#key}${value.toLowerCase()}`, 'binary');
  }
}

const int32At = (bytes: string, at: number): number =>
  (bytes.charCodeAt(at) << 24) |
  (bytes.charCodeAt(at + 1) << 16) |
  (bytes.charCodeAt(at + 2) << 8) |
  bytes.charCodeAt(at + 3);

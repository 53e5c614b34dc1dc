import { hash } from 'node:crypto';

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
    return value === null
      ? null
      : hash('sha256', `${this.#key}${value.toLowerCase()}`, 'buffer').subarray(0, 8);
  }
}

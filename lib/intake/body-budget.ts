import { Problem } from './problem';

/** Bodies that are being read are in memory: this many bytes of them at once, over all requests. */
const BYTES_AT_ONCE = 256 << 20;
const RETRY_AFTER_SECONDS = 2;

export class BodyBudget {
  #taken = 0;

  constructor(private readonly limit = BYTES_AT_ONCE) {}

  /** @throws Problem where there is no room for more. */
  take(bytes: number): void {
    if (this.#taken + bytes > this.limit) {
      throw new Problem({
        status: 429,
        code: 'busy',
        title: 'Too many large requests at once',
        detail: `Send it again in ${RETRY_AFTER_SECONDS} seconds.`,
        headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
      });
    }
    this.#taken += bytes;
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes;
  }
}

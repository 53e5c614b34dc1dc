import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '@/lib/intake/problem';

/** Ten a second for a minute: a dashboard of somebody else's, and no loop that forgot to wait. */
const REQUESTS = 600;
const WINDOW_SECONDS = 60;

/**
 * How many requests one caller may make of this process. It is counted in memory: what is protected is the process and
 * its connections, and counting in the store would cost as much as many an answer.
 */
export class RequestLimit {
  readonly #limiter: RateLimiterMemory;

  constructor(private readonly requests = REQUESTS) {
    this.#limiter = new RateLimiterMemory({ points: requests, duration: WINDOW_SECONDS });
  }

  /** @returns the headers that say how many are left (draft-ietf-httpapi-ratelimit-headers-11).
   * @throws Problem where there are none. */
  async count(caller: string): Promise<Record<string, string>> {
    try {
      return this.#headers(await this.#limiter.consume(caller));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const waitSeconds = secondsLeft(refusal);
      throw new Problem({
        status: 429,
        code: 'requests',
        title: 'Too many requests',
        detail: `${this.requests} requests are answered in ${WINDOW_SECONDS} seconds: go on in ${waitSeconds}.`,
        headers: { ...this.#headers(refusal), 'Retry-After': String(waitSeconds) },
      });
    }
  }

  #headers(counted: RateLimiterRes): Record<string, string> {
    return {
      'RateLimit-Policy': `"requests";q=${this.requests};w=${WINDOW_SECONDS}`,
      RateLimit: `"requests";r=${Math.max(0, counted.remainingPoints)};t=${secondsLeft(counted)}`,
    };
  }
}

const secondsLeft = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000));

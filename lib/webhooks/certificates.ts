import type { CertificateOf } from './verification';

/** Amazon has a handful in use at a time. */
const MOST_KEPT = 32;
const KEPT_MS = 86_400_000;
/** So that a stranger's requests do not become as many of ours. */
const FAILURE_KEPT_MS = 60_000;

interface Kept {
  pem: Promise<string>;
  until: number;
}

/** Certificates by address, each fetched once a day. */
export class Certificates {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly get: CertificateOf,
    private readonly now: () => Date,
  ) {}

  readonly of: CertificateOf = (url) => {
    const now = this.now().getTime();
    const known = this.#kept.get(url.href);
    if (known && known.until > now) return known.pem;
    const kept: Kept = { pem: this.get(url), until: now + KEPT_MS };
    kept.pem.catch(() => {
      kept.until = now + FAILURE_KEPT_MS;
    });
    this.#kept.delete(url.href);
    this.#kept.set(url.href, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest!);
    return kept.pem;
  };
}

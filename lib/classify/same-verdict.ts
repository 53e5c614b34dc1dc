import type { Verdict } from '@/lib/mail/verdict';

/** More kinds than there are rules and codes together; what a hostile server makes up stays bounded. */
const REMEMBERED_KINDS = 4096;

/** Verdicts that say the same are one object: whoever keeps something by verdict then has few to keep, and finds them at
 * once. */
export class SameVerdict {
  readonly #known = new Map<string, Verdict>();

  of(verdict: Verdict): Verdict {
    const { replyCode, statusCode, provider, category, bounceType, action, enforcement, rule } = verdict;
    const said = [replyCode, statusCode, provider, category, bounceType, action, enforcement, rule];
    const kind = JSON.stringify(said);
    const known = this.#known.get(kind);
    if (known) return known;
    if (this.#known.size >= REMEMBERED_KINDS) this.#known.clear();
    this.#known.set(kind, verdict);
    return verdict;
  }
}

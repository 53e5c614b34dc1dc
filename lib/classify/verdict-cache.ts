import type { Verdict } from '@/lib/mail/verdict';

/** Remembers verdicts by the response's own words: most refusals of a day are repeats. Two generations bound it:
 * when the young one is full it becomes the old one, and what was not asked for since is forgotten. */
export class VerdictCache {
  private young = new Map<string, Map<string, Verdict>>();
  private old = new Map<string, Map<string, Verdict>>();
  private size = 0;

  constructor(private readonly limit: number) {}

  /** `scope` is whatever else the verdict depends on. */
  get(scope: string, response: string): Verdict | undefined {
    const verdict = this.young.get(scope)?.get(response);
    if (verdict) return verdict;
    const older = this.old.get(scope)?.get(response);
    if (older) this.set(scope, response, older);
    return older;
  }

  set(scope: string, response: string, verdict: Verdict): void {
    if (this.size >= this.limit) {
      this.old = this.young;
      this.young = new Map();
      this.size = 0;
    }
    const verdicts = this.young.get(scope) ?? new Map<string, Verdict>();
    this.young.set(scope, verdicts);
    verdicts.set(response, verdict);
    this.size++;
  }
}

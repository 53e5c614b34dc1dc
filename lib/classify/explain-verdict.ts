import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { type Reply, replyOf } from '@/lib/mail/reply';
import type { Refusal, Verdict } from '@/lib/mail/verdict';
import type { Provider } from '@/lib/providers/provider';
import { classify, whoAnswered, whoSpoke } from './classify';
import { otherMeanings, registryRow } from './dictionary';
import { type Facts, factsOf } from './facts';
import { allMatches } from './matching-rules';

/** A verdict and everything that speaks for and against it. */
export interface Explanation {
  verdict: Verdict;
  reply: Reply;
  provider: Provider | null;
  /** The rule that decided, and those that matched too and stand later in the order. */
  decided: Match | null;
  lost: Match[];
  /** What the registry says of the same code, where another rule decided. */
  registry: DiagnosticRule | null;
  /** What the same code means at other providers. */
  elsewhere: { provider: Provider; rule: DiagnosticRule }[];
  facts: Facts;
}

export interface Match {
  rule: DiagnosticRule;
  /** The words that matched; `null` where the codes alone did. */
  words: string | null;
}

export function explainVerdict(refusal: Refusal): Explanation {
  const reply = replyOf(refusal);
  const provider = whoSpoke(refusal, whoAnswered(refusal));
  const matches = allMatches(reply, provider, refusal.at ?? null).map((rule) => ({
    rule,
    words: rule.text?.exec(reply.text)?.[0] ?? null,
  }));
  const verdict = classify(refusal);
  const decided = verdict.category === null ? null : (matches[0] ?? null);
  const registry = registryRow(reply);
  return {
    verdict,
    reply,
    provider,
    decided,
    lost: decided ? matches.slice(1) : [],
    registry: registry && registry.id !== decided?.rule.id ? registry : null,
    elsewhere: reply.statusCode === null ? [] : otherMeanings(reply.statusCode, provider),
    facts: factsOf(refusal.response),
  };
}

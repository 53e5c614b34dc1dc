import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import type { Provider } from '@/lib/providers/provider';
import { tellingCodeRows, vagueCodeRows } from './code-table';
import { TELLING_RULES, VAGUE_RULES } from './general-rules';
import { type RuleList, ruleList } from './rule-list';

/**
 * The order in which a refusal is judged; the first rule that matches decides:
 *
 * 1. the rules of the provider that answered, since providers use codes in their own way;
 * 2. words that name a cause, since servers pick their codes loosely;
 * 3. the registry's meaning of an enhanced code that names a cause;
 * 4. words that name none (`rejected`, `try again later`);
 * 5. the reply code;
 * 6. nothing: `unclassified`.
 */
export function firstMatch(
  reply: Reply,
  provider: Provider | null,
  at: number | null,
): DiagnosticRule | null {
  return (
    (provider && listOf(provider.rules).first(reply, at)) ??
    listOf(TELLING_RULES).first(reply, at) ??
    tellingCodeRows(reply)[0] ??
    listOf(VAGUE_RULES).first(reply, at) ??
    vagueCodeRows(reply)[0] ??
    null
  );
}

/** All that match, in the same order. */
export function allMatches(reply: Reply, provider: Provider | null, at: number | null): DiagnosticRule[] {
  return [
    ...(provider ? listOf(provider.rules).all(reply, at) : []),
    ...listOf(TELLING_RULES).all(reply, at),
    ...tellingCodeRows(reply),
    ...listOf(VAGUE_RULES).all(reply, at),
    ...vagueCodeRows(reply),
  ];
}

const prepared = new Map<readonly DiagnosticRule[], RuleList>();

/** Prepared when it is first asked for: most logs speak of few providers. */
function listOf(rules: readonly DiagnosticRule[]): RuleList {
  const known = prepared.get(rules);
  if (known) return known;
  const list = ruleList(rules);
  prepared.set(rules, list);
  return list;
}

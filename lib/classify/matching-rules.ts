import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import { PROVIDERS } from '@/lib/providers';
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
    (provider && rulesOf(provider).first(reply, at)) ??
    TELLING.first(reply, at) ??
    tellingCodeRows(reply)[0] ??
    VAGUE.first(reply, at) ??
    vagueCodeRows(reply)[0] ??
    null
  );
}

/** All that match, in the same order. */
export function allMatches(reply: Reply, provider: Provider | null, at: number | null): DiagnosticRule[] {
  return [
    ...(provider ? rulesOf(provider).all(reply, at) : []),
    ...TELLING.all(reply, at),
    ...tellingCodeRows(reply),
    ...VAGUE.all(reply, at),
    ...vagueCodeRows(reply),
  ];
}

const TELLING = ruleList(TELLING_RULES);
const VAGUE = ruleList(VAGUE_RULES);
const OF_PROVIDER = new Map<Provider, RuleList>(
  PROVIDERS.map((provider) => [provider, ruleList(provider.rules)]),
);

function rulesOf(provider: Provider): RuleList {
  const rules = OF_PROVIDER.get(provider);
  if (!rules) throw new Error(`not in the list of providers: ${provider.id}`);
  return rules;
}

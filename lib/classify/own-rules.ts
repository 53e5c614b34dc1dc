import type { Reply } from '@/lib/mail/reply';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import type { Provider } from '@/lib/providers/provider';
import { type Classify, classifierOf, classify } from './classify';
import { type ClassifyEvent, classifyEvent, eventClassifierOf } from './classify-event';
import type { Ruling } from './judgement';
import { firstMatch } from './matching-rules';
import { compilePattern, type OwnRule } from './own-rule';

/** Stored events name the rule that decided: `own/7`. */
export const ownRuleId = (id: number): string => `own/${id}`;

/**
 * Judges by an installation's own rules, the newest first, before the dictionary's: what somebody wrote last is what
 * they want. What holds for all rules holds for them: codes say how final a refusal is, and words alone never give
 * an address up.
 */
export function classifierWith(rules: readonly OwnRule[]): Classify {
  if (rules.length === 0) return classify;
  const own = [...rules].sort((a, b) => b.id - a.id).map(compileOwnRule);
  return classifierOf((reply, provider, at) => {
    const first = own.find((rule) => rule.matches(reply, provider));
    return first ? first.ruling : firstMatch(reply, provider, at);
  });
}

export function withOwnRules(rules: readonly OwnRule[]): ClassifyEvent {
  return rules.length === 0 ? classifyEvent : eventClassifierOf(classifierWith(rules));
}

export interface CompiledOwnRule {
  ruling: Ruling;
  matches(reply: Reply, provider: Provider | null): boolean;
  /** Whether responses of these codes at this provider can match at all, whatever they say. */
  fits(labels: Labels): boolean;
}

interface Labels {
  replyCode: number | null;
  statusCode: string | null;
  provider: string | null;
}

export function compileOwnRule(rule: OwnRule): CompiledOwnRule {
  const { replyCodes, category, action, bounceType } = rule;
  const pattern = rule.pattern === null ? null : compilePattern(rule.pattern);
  const statusCodes = rule.statusCodes.map(parseStatusCodePattern);

  function fits({ replyCode, statusCode, provider }: Labels): boolean {
    if (rule.provider !== null && rule.provider !== provider) return false;
    if (replyCodes.length > 0 && (replyCode === null || !replyCodes.includes(replyCode))) return false;
    if (statusCodes.length === 0) return true;
    const status = statusCode === null ? null : parseStatusCode(statusCode);
    return status !== null && statusCodes.some((code) => speaksOf(code, status));
  }

  return {
    // The codes that it asks for are left out: naming 5.7.1 does not make a policy speak of an address.
    ruling: { id: ownRuleId(rule.id), category, action, bounceType, enforcement: false },
    fits,
    matches: ({ replyCode, statusCode, text }, provider) =>
      fits({ replyCode, statusCode, provider: provider?.id ?? null }) && (!pattern || pattern.test(text)),
  };
}

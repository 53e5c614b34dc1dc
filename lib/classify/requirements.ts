import type { Requirement } from '@/lib/mail/category';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { ENTRIES } from './dictionary';

/**
 * Which requirements a refusal says the sender does not meet, the foremost first. What only the provider or the
 * recipient can repair is none: a receiving server that cannot start TLS requires nothing of the sender.
 */
export function requirementsOf(rule: DiagnosticRule): readonly Requirement[] {
  if (rule.requirement === null || rule.fixedBy !== 'you') return [];
  return [rule.requirement, ...(rule.furtherRequirements ?? [])];
}

/** The same by the ids that stored events name, of the rules that tell of any. */
export const REQUIREMENTS_BY_RULE: ReadonlyMap<string, readonly Requirement[]> = new Map(
  ENTRIES.map(({ rule }) => [rule.id, requirementsOf(rule)] as const).filter(([, told]) => told.length > 0),
);

/** What no known answer of any provider names: whether it is met cannot be told from refusals. */
export const isToldByCodes = (requirement: Requirement): boolean =>
  [...REQUIREMENTS_BY_RULE.values()].some((told) => told.includes(requirement));

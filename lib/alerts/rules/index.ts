import type { RuleKind } from '../rule';
import { backlog } from './backlog';
import { codeCount } from './code-count';
import { escalation } from './escalation';
import { firstSighting } from './first-sighting';
import { rateAbove } from './rate-above';
import { sourceSilent } from './source-silent';
import { sourceUnparsed } from './source-unparsed';
import { spike } from './spike';

/** Every kind of rule, in the order in which people are offered them. */
export const RULE_KINDS: readonly RuleKind[] = [
  rateAbove,
  firstSighting,
  escalation,
  spike,
  codeCount,
  sourceSilent,
  sourceUnparsed,
  backlog,
];

/** Throws for a kind that this version does not know. */
export function ruleKindOf(kind: string): RuleKind {
  const found = RULE_KINDS.find((known) => known.kind === kind);
  if (!found) throw new Error(`there is no alert rule of kind "${kind}"`);
  return found;
}

import type { OwnRuleDraft } from '@/lib/classify/own-rule';
import { classifierWith, compileOwnRule, ownRuleId } from '@/lib/classify/own-rules';
import type { Db } from '@/lib/db';
import { frequencies } from './frequencies';
import { newestFailures, type StoredRefusal } from './newest-failures';

export interface OwnRuleMatches {
  matched: number;
  /** Refusals whose codes and provider the rule asks for, the newest, and whether there may be more. */
  looked: number;
  isAll: boolean;
  /** Whose verdict it would take over. */
  now: { rule: string; category: string | null; events: number }[];
  /** What it would tell to do: codes may not bear out what it asks for. */
  actions: { action: string | null; events: number }[];
  examples: string[];
}

const LOOKED_AT = 20_000;
const EXAMPLES = 6;
/** A rule that is not kept yet. */
const DRAFT = 0;

/** What would a rule have matched? */
export async function ownRuleMatches(db: Db, draft: OwnRuleDraft): Promise<OwnRuleMatches> {
  const rule = { ...draft, id: DRAFT };
  const compiled = compileOwnRule(rule);
  const labelSets = await db.labelSet.findMany({
    where: { outcome: { in: ['bounced', 'deferred', 'suppressed'] } },
    select: { id: true, provider: true, replyCode: true, statusCode: true },
  });
  const ids = labelSets.filter((labels) => compiled.fits(labels)).map(({ id }) => id);
  const looked = ids.length === 0 ? [] : await newestFailures(db, ids, LOOKED_AT);

  const classify = classifierWith([rule]);
  const matches: StoredRefusal[] = [];
  const actions: (string | null)[] = [];
  for (const refusal of looked) {
    const { at, outcome, diagnostic: response, mxIp: remoteIp, ...known } = refusal;
    const verdict = classify({
      ...known,
      response,
      remoteIp,
      at: at.getTime(),
      final: outcome !== 'deferred',
    });
    if (verdict.rule !== ownRuleId(DRAFT)) continue;
    matches.push(refusal);
    actions.push(verdict.action);
  }
  return {
    matched: matches.length,
    looked: looked.length,
    isAll: looked.length < LOOKED_AT,
    now: frequencies(matches.map(({ rule, category }) => JSON.stringify({ rule, category }))).map(
      ([key, events]) => ({
        ...(JSON.parse(key) as { rule: string; category: string | null }),
        events,
      }),
    ),
    actions: frequencies(actions).map(([action, events]) => ({ action, events })),
    examples: [...new Set(matches.map(({ diagnostic }) => diagnostic))].slice(0, EXAMPLES),
  };
}

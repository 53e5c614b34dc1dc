import { cache } from 'react';
import { storeFor } from '@/app/_access/store';
import { REQUIREMENTS_BY_RULE } from '@/lib/classify/requirements';
import { refusalDays } from '@/lib/queries/refusal-days';
import { refusalHours } from '@/lib/queries/refusal-hours';
import { type RequirementCount, requirementCounts } from '@/lib/queries/requirement-counts';
import type { Scope } from '@/lib/queries/scope';
import { type RequirementFinding, requirementFindings } from '../_findings/requirement-findings';

const RULES = [...REQUIREMENTS_BY_RULE.keys()];

/** Who refuses whom for which requirement, and what was sent between them. Asked once a page. */
export const enforcement = cache(
  async (scope: Scope): Promise<{ counts: RequirementCount[]; findings: RequirementFinding[] }> => {
    const db = await storeFor('viewer');
    const [counts, days, hours] = await Promise.all([
      requirementCounts(db, scope, RULES),
      refusalDays(db, scope, RULES),
      refusalHours(db, scope, RULES),
    ]);
    return { counts, findings: requirementFindings(counts, { days, hours }, REQUIREMENTS_BY_RULE) };
  },
);

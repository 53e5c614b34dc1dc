import { z } from 'zod';
import { requirementFindings } from '@/app/_findings/requirement-findings';
import { REQUIREMENTS_BY_RULE } from '@/lib/classify/requirements';
import { refusalDays } from '@/lib/queries/refusal-days';
import { refusalHours } from '@/lib/queries/refusal-hours';
import { requirementCounts } from '@/lib/queries/requirement-counts';
import { RANGE_EXAMPLE, Range, SCOPE_QUERY, scopeOf, shownRange, Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';

const RULES = [...REQUIREMENTS_BY_RULE.keys()];

const enforcement = operation({
  id: 'listEnforcement',
  method: 'GET',
  path: '/enforcement',
  group: 'Enforcement',
  needs: 'viewer',
  summary: 'Which sending domain is refused by whom for which requirement, the gravest first',
  query: z.strictObject(SCOPE_QUERY),
  answer: z.strictObject({
    range: Range,
    data: z.array(
      z.strictObject({
        provider: z.string(),
        sendingDomain: z.string().nullable(),
        requirements: z.array(z.string()),
        state: z.enum(['rejecting', 'deferring', 'stopped']),
        scattered: z.boolean().meta({ description: 'Single messages here and there, not surely above 1%' }),
        since: Time,
        sinceIsDay: z.boolean().meta({ description: 'Whether `since` is known to the day only' }),
        rejectingSince: Time.nullable().meta({ description: 'The first rejection; null: it only deferred' }),
        rejectingSinceIsDay: z.boolean().nullable(),
        lastAt: Time,
        bounced: z.number(),
        deferred: z.number(),
        attempts: z.number().meta({ description: 'All that the domain sent there' }),
        answers: z.array(
          z.strictObject({
            rule: z.string().nullable(),
            statusCode: z.string().nullable(),
            replyCode: z.int().nullable(),
            attempts: z.number(),
          }),
        ),
      }),
    ),
  }),
  example: {
    range: RANGE_EXAMPLE,
    data: [
      {
        ...{ provider: 'gmail', sendingDomain: 'news.example.com', requirements: ['spf', 'dkim'] },
        ...{ state: 'rejecting', scattered: false, since: '2026-11-18T00:00:00.000Z', sinceIsDay: true },
        ...{ rejectingSince: '2026-11-19T03:15:00.000Z', rejectingSinceIsDay: false },
        ...{ lastAt: '2026-11-21T11:50:00.000Z', bounced: 118, deferred: 2, attempts: 10_004 },
        answers: [{ rule: 'gmail/5.7.26', statusCode: '5.7.26', replyCode: 550, attempts: 120 }],
      },
    ],
  },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const [counts, days, hours] = await Promise.all([
      requirementCounts(db, scope, RULES),
      refusalDays(db, scope, RULES),
      refusalHours(db, scope, RULES),
    ]);
    const data = requirementFindings(counts, { days, hours }, REQUIREMENTS_BY_RULE).map(
      ({ isScattered, since, rejectingSince, lastAt, requirements, answers, ...finding }) => ({
        ...finding,
        requirements: [...requirements],
        scattered: isScattered,
        ...{ since: time(since.at), sinceIsDay: since.isDay, lastAt: time(lastAt) },
        rejectingSince: rejectingSince && time(rejectingSince.at),
        rejectingSinceIsDay: rejectingSince?.isDay ?? null,
        answers: answers.map(({ rule, statusCode, replyCode, attempts }) => ({
          ...{ rule, statusCode, replyCode, attempts },
        })),
      }),
    );
    return { range: shownRange(scope.range), data };
  },
});

export const ENFORCEMENT: readonly Operation[] = [enforcement];

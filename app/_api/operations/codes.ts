import { z } from 'zod';
import { ruleOf } from '@/app/_panels/dictionary';
import { failureCodes } from '@/lib/queries/failure-codes';
import { RANGE_EXAMPLE, Range, SCOPE_QUERY, scopeOf, shownRange, Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';

const codes = operation({
  id: 'listCodes',
  method: 'GET',
  path: '/codes',
  group: 'Codes',
  needs: 'viewer',
  summary: 'What each provider refused with, the most frequent first',
  query: z.strictObject({
    ...SCOPE_QUERY,
    limit: z.coerce.number().int().min(1).max(2000).default(200),
  }),
  answer: z.strictObject({
    range: Range,
    data: z.array(
      z.strictObject({
        provider: z.string(),
        statusCode: z.string().nullable(),
        replyCode: z.int().nullable(),
        rule: z.string(),
        title: z.string().nullable().meta({ description: 'What the rule says it means' }),
        category: z.string().nullable(),
        action: z.string().nullable(),
        enforcement: z.boolean(),
        events: z.number(),
        bounced: z.number(),
        firstAt: Time,
        lastAt: Time,
      }),
    ),
  }),
  example: {
    range: RANGE_EXAMPLE,
    data: [
      {
        ...{ provider: 'gmail', statusCode: '5.7.26', replyCode: 550, rule: 'gmail/5.7.26' },
        ...{
          title: 'Sender not authenticated',
          category: 'authentication',
          action: 'fix',
          enforcement: true,
        },
        ...{ events: 120, bounced: 118, firstAt: RANGE_EXAMPLE.from, lastAt: '2026-11-21T11:50:00.000Z' },
      },
    ],
  },
  async run({ query }, { db, now }) {
    const scope = scopeOf(query, now);
    const found = await failureCodes(db, scope, query.limit);
    const data = found.map(({ firstAt, lastAt, ...code }) => ({
      ...code,
      title: ruleOf(code.rule)?.title ?? null,
      ...{ firstAt: time(firstAt), lastAt: time(lastAt) },
    }));
    return { range: shownRange(scope.range), data };
  },
});

export const CODES: readonly Operation[] = [codes];

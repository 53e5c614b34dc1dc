import { z } from 'zod';
import { explainVerdict } from '@/lib/classify/explain-verdict';
import { classifierWith } from '@/lib/classify/own-rules';
import { rulesInForce } from '@/lib/store/own-rules';
import { type Operation, operation } from '../operation';

const Text = z.string().max(320).nullable().default(null);

const explain = operation({
  id: 'explainResponse',
  method: 'POST',
  path: '/explain',
  group: 'Codes',
  needs: 'viewer',
  summary: 'What a response means, who says so, and what to do',
  description: 'Judged as a record of now would be, own rules first. Nothing of it is kept.',
  body: z.strictObject({
    response: z.string().min(1).max(20_000),
    mxHost: Text.meta({ description: 'The host that answered' }),
    recipient: Text.meta({ description: 'Tells the provider where no host is known' }),
  }),
  bodyExample: {
    response: '550-5.7.26 This mail has been blocked because the sender is unauthenticated.',
    mxHost: 'gmail-smtp-in.l.google.com',
  },
  answer: z.strictObject({
    replyCode: z.int().nullable(),
    statusCode: z.string().nullable(),
    provider: z.string().nullable(),
    category: z.string().nullable(),
    bounceType: z.string().nullable(),
    action: z.string().nullable(),
    enforcement: z.boolean(),
    rule: z.string().meta({ description: 'Id of the rule that decided' }),
    title: z.string().nullable(),
    meaning: z.string().nullable(),
    fix: z.array(z.strictObject({ do: z.string(), copy: z.string().nullable() })),
    source: z.string().nullable().meta({ description: 'The page or RFC that says so' }),
  }),
  example: {
    ...{ replyCode: 550, statusCode: '5.7.26', provider: 'gmail', category: 'authentication' },
    ...{ bounceType: 'hard', action: 'fix', enforcement: true, rule: 'gmail/5.7.26' },
    ...{ title: 'Sender not authenticated', meaning: 'Neither SPF nor DKIM passed.' },
    ...{ fix: [{ do: 'Sign with DKIM', copy: null }], source: 'https://support.google.com/a/answer/81126' },
  },
  async run({ body }, { db, now }) {
    const refusal = { ...body, at: now.getTime() };
    const { rules } = await rulesInForce(db);
    const verdict = classifierWith(rules)(refusal);
    const { decided } = explainVerdict(refusal);
    const rule = decided?.rule.id === verdict.rule ? decided.rule : null;
    const { replyCode, statusCode, provider, category, bounceType, action, enforcement } = verdict;
    return {
      ...{ replyCode, statusCode, provider, category, bounceType, action, enforcement, rule: verdict.rule },
      ...{ title: rule?.title ?? null, meaning: rule?.meaning ?? null, source: rule?.source ?? null },
      fix: rule?.fix.map((step) => ({ do: step.do, copy: step.copy ?? null })) ?? [],
    };
  },
});

export const EXPLAIN: readonly Operation[] = [explain];

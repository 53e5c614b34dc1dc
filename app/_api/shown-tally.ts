import { z } from 'zod';
import * as rates from '@/lib/queries/rates';
import type { Tally } from '@/lib/queries/tally';

export const Rate = z
  .strictObject({ numerator: z.number(), denominator: z.number(), value: z.number().nullable() })
  .meta({ id: 'Rate', description: 'value = numerator ÷ denominator; null where the denominator is zero' });

/** As the dashboard words them, each with what it is of. */
const RATES = {
  bounceRate: { of: rates.bounceRate, is: 'bounced ÷ (delivered + bounced)' },
  hardBounceRate: { of: rates.hardBounceRate, is: 'permanently refused ÷ (delivered + bounced)' },
  deferralRate: { of: rates.deferralRate, is: 'deferred ÷ attempts' },
  enforcementRate: { of: rates.enforcementRate, is: 'refusals for unmet sender requirements ÷ attempts' },
  complaintRate: {
    of: (tally: Tally) => rates.rate(tally.complained, tally.delivered),
    is: 'complained ÷ delivered',
  },
  policyShare: { of: rates.policyShare, is: '5.7.x ÷ (5.1.x + 5.2.x + 5.7.x) of the permanent failures' },
} as const;
type RateName = keyof typeof RATES;
const NAMES = Object.keys(RATES) as RateName[];

const Counts = z.strictObject({
  attempts: z.number(),
  delivered: z.number(),
  deferred: z.number(),
  bounced: z.number(),
  hardBounced: z.number(),
  complained: z.number(),
  enforcement: z.number(),
  addressFailures: z.number().meta({ description: 'Permanent failures with 5.1.x' }),
  mailboxFailures: z.number().meta({ description: 'Permanent failures with 5.2.x' }),
  policyFailures: z.number().meta({ description: 'Permanent failures with 5.7.x' }),
});

export const ShownTally = Counts.extend({
  rates: z.strictObject(
    Object.fromEntries(
      NAMES.map((name) => [name, z.object(Rate.shape).strict().meta({ description: RATES[name].is })]),
    ) as Record<RateName, typeof Rate>,
  ),
}).meta({ id: 'Tally', description: 'What became of the attempts' });
export type ShownTally = z.infer<typeof ShownTally>;

export const shownTally = (tally: Tally): ShownTally => ({
  attempts: rates.attempts(tally),
  ...tally,
  rates: Object.fromEntries(NAMES.map((name) => [name, RATES[name].of(tally)])) as ShownTally['rates'],
});

export const TALLY_EXAMPLE: ShownTally = shownTally({
  ...{ delivered: 9_400, deferred: 310, bounced: 290, hardBounced: 250, complained: 4, enforcement: 120 },
  ...{ addressFailures: 90, mailboxFailures: 40, policyFailures: 120 },
});

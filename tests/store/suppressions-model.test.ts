import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setSoftBounceRule } from '@/lib/store/soft-bounce-rule';
import { decide, type Fault } from '@/lib/suppression/decide';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';
import { OPERATOR } from '../auth/people';
import { AT, DAY_MS, type Happened, openRecipients, type What } from './recipients';

const { store, empty, record, weigh, suppressionOf } = openRecipients();

const RULE = SoftBounceRule.parse({ bounces: 3, withinDays: 10, overDays: 1 });
const anything = fc.record({
  what: fc.constantFrom<What>('delivered', 'dead', 'full', 'full', 'full', 'full', 'complaint', 'policy'),
  day: fc.integer({ min: 0, max: 20 }),
  who: fc.constantFrom('ana', 'bob', 'eve'),
  source: fc.constantFrom(0, 1),
});

/** What it all comes to, by the model. */
function expected(happened: readonly Happened[], who: string) {
  const theirs = happened.filter((one) => one.who === who);
  const kinds: Partial<Record<What, string>> = {
    dead: 'dead-mailbox',
    full: 'soft-bounces',
    complaint: 'complaint',
  };
  const faults = theirs.flatMap(({ what, day }, i): Fault[] =>
    kinds[what] ? [{ at: AT + day * DAY_MS, kind: kinds[what], key: String(i) }] : [],
  );
  const first = Math.min(...faults.map(({ at }) => at));
  const delivered = theirs
    .filter(({ what, day }) => what === 'delivered' && AT + day * DAY_MS > first)
    .map(({ day }) => AT + day * DAY_MS);
  const deliveredAt = delivered.length > 0 ? Math.max(...delivered) : null;
  if (faults.length === 0) return null;
  const { state, reason, since, faults: count, lastFaultAt } = decide(faults, deliveredAt, null, RULE);
  return { state, reason: isTie(faults) ? null : reason, since, count, lastFaultAt, deliveredAt };
}

/** Of several weighty faults of one instant any may be told. */
const isTie = (faults: readonly Fault[]): boolean => {
  const weighty = faults.filter(({ kind }) => kind !== 'soft-bounces').map(({ at }) => at);
  return new Set(weighty).size < weighty.length;
};

test('any order, any batches, any moments of weighing: what comes of it is the model’s', async () => {
  await setSoftBounceRule(store.db, OPERATOR, RULE);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anything, { minLength: 1, maxLength: 24 }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), weighed: fc.boolean() }), {
        minLength: 24,
        maxLength: 24,
      }),
      async (happened, cuts) => {
        await empty();
        const left = [...happened];
        for (const { size, weighed } of cuts) {
          if (left.length > 0) await record(...left.splice(0, size));
          if (weighed && left.length > 0) await weigh();
        }
        await weigh();
        for (const who of ['ana', 'bob', 'eve']) {
          const model = expected(happened, who);
          const row = await suppressionOf(who);
          const found = row && {
            ...{ state: row.state, since: row.since?.getTime() ?? null, count: row.faults },
            reason: model?.reason === null ? null : row.reason,
            lastFaultAt: row.lastFaultAt?.getTime() ?? null,
            deliveredAt: row.deliveredAt?.getTime() ?? null,
          };
          expect(found).toEqual(model);
        }
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

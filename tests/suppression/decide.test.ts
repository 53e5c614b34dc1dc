import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingFields } from '@/app/_components/ui/setting-field';
import { type ByHand, decide, type Fault } from '@/lib/suppression/decide';
import { SoftBounceRule } from '@/lib/suppression/soft-bounce-rule';

const DAY_MS = 86_400_000;
const RULE = SoftBounceRule.parse({});

const fault = (day: number, kind = 'soft-bounces'): Fault => ({
  at: day * DAY_MS,
  kind,
  key: `${kind}-${day}`,
});
const soft = (...days: number[]): Fault[] => days.map((day) => fault(day));
const reinstated = (day: number): ByHand => ({ decision: 'reinstated', at: day * DAY_MS });
const suppressed = (day: number): ByHand => ({ decision: 'suppressed', at: day * DAY_MS });

describe('what faults come to', () => {
  const FIVE = [1, 2, 3, 4, 5];
  test.each<
    [
      string,
      Fault[],
      number | null,
      ByHand | null,
      { state: string; reason?: string | null; day?: number | null },
    ]
  >([
    ['a dead address at once', [fault(3, 'dead-mailbox')], null, null, { state: 'suppressed', day: 3 }],
    [
      'a complaint at once',
      [fault(3, 'complaint')],
      null,
      null,
      { state: 'suppressed', reason: 'complaint' },
    ],
    ['a delivery after a dead address', [fault(3, 'dead-mailbox')], 4, null, { state: 'suppressed' }],
    ['four soft bounces', soft(1, 2, 3, 4), null, null, { state: 'watched', day: null }],
    ['five soft bounces', soft(...FIVE), null, null, { state: 'suppressed', reason: 'soft-bounces', day: 5 }],
    ['six: since the fifth', soft(...FIVE, 9), null, null, { state: 'suppressed', day: 5 }],
    ['a delivery between', soft(...FIVE), 3, null, { state: 'watched' }],
    ['a delivery before', soft(...FIVE), 0, null, { state: 'suppressed' }],
    ['a delivery after', soft(...FIVE), 6, null, { state: 'watched' }],
    ['five after a delivery', soft(1, ...[3, 4, 5, 6, 7]), 2, null, { state: 'suppressed', day: 7 }],
    ['five within an hour', soft(1, 1.01, 1.02, 1.03, 1.04), null, null, { state: 'watched' }],
    ['five over half a year', soft(1, 40, 80, 120, 160), null, null, { state: 'watched' }],
    [
      'the last five close together',
      soft(1, ...[100, 101, 102, 103, 104]),
      null,
      null,
      { state: 'suppressed', day: 104 },
    ],
    ['reinstated', [fault(3, 'dead-mailbox')], null, reinstated(4), { state: 'reinstated', reason: null }],
    [
      'a late record of before',
      [fault(2, 'complaint'), fault(3, 'dead-mailbox')],
      null,
      reinstated(4),
      { state: 'reinstated' },
    ],
    [
      'a new fault',
      [fault(3, 'dead-mailbox'), fault(5, 'dead-mailbox')],
      null,
      reinstated(4),
      { state: 'suppressed', day: 5 },
    ],
    ['soft bounces of before and after', soft(...FIVE), null, reinstated(3), { state: 'reinstated' }],
    ['by hand', [], null, suppressed(4), { state: 'suppressed', reason: 'by-hand', day: 4 }],
    [
      'by hand, and dead',
      [fault(3, 'dead-mailbox')],
      null,
      suppressed(4),
      { state: 'suppressed', reason: 'dead-mailbox' },
    ],
    [
      'a complaint after soft bounces',
      [...soft(...FIVE), fault(6, 'complaint')],
      null,
      null,
      { reason: 'complaint', day: 5, state: 'suppressed' },
    ],
    ['nothing', [], null, null, { state: 'watched', reason: null }],
  ])('%s', (_, faults, deliveredDay, byHand, expected) => {
    const decided = decide(faults, deliveredDay === null ? null : deliveredDay * DAY_MS, byHand, RULE);
    expect(decided.state).toBe(expected.state);
    if (expected.reason !== undefined) expect(decided.reason).toBe(expected.reason);
    if (expected.day !== undefined)
      expect(decided.since).toBe(expected.day === null ? null : expected.day * DAY_MS);
  });

  test('a suppression cites the event that decided', () => {
    expect(decide(soft(1, 2, 3, 4, 5, 6), null, null, RULE).decidedBy).toBe('soft-bounces-5');
  });
});

const anyFault = fc.record({
  at: fc.integer({ min: 0, max: 90 }).map((day) => day * DAY_MS),
  kind: fc.constantFrom('dead-mailbox', 'complaint', 'soft-bounces', 'soft-bounces', 'soft-bounces'),
  key: fc.uuid(),
});
const anyHand = fc.option(
  fc.record({
    decision: fc.constantFrom('suppressed' as const, 'reinstated' as const),
    at: fc.integer({ min: 0, max: 90 }).map((day) => day * DAY_MS),
  }),
);
const anyDelivery = fc.option(fc.integer({ min: 0, max: 90 }).map((day) => day * DAY_MS));

test('the order in which faults became known changes nothing', () => {
  fc.assert(
    fc.property(
      fc
        .array(anyFault, { maxLength: 12 })
        .chain((faults) =>
          fc.tuple(fc.constant(faults), fc.shuffledSubarray(faults, { minLength: faults.length })),
        ),
      anyDelivery,
      anyHand,
      ([faults, shuffled], delivered, byHand) => {
        expect(decide(shuffled, delivered, byHand, RULE)).toEqual(decide(faults, delivered, byHand, RULE));
      },
    ),
  );
});

test('nothing that happened before it outlives a reinstatement, and soft bounces not a delivery', () => {
  fc.assert(
    fc.property(fc.array(anyFault, { maxLength: 12 }), (faults) => {
      const last = Math.max(0, ...faults.map(({ at }) => at));
      expect(decide(faults, null, { decision: 'reinstated', at: last }, RULE).state).toBe('reinstated');
      const onlySoft = faults.filter(({ kind }) => kind === 'soft-bounces');
      expect(decide(onlySoft, last, null, RULE).state).toBe('watched');
    }),
  );
});

test('the rule for soft bounces is drawn as three numbers', () => {
  expect(settingFields(SoftBounceRule).map(({ label, control, preset }) => [label, control, preset])).toEqual(
    [
      ['Soft bounces in a row', 'number', '5'],
      ['Within days', 'number', '60'],
      ['Spread over days, at least', 'number', '2'],
    ],
  );
});

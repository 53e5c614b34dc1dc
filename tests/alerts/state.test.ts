import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AlertState,
  type Condition,
  type Decision,
  decide,
  GONE_AFTER_MS,
  initialStanding,
  type Standing,
} from '@/lib/alerts/state';

const MINUTE = 60_000;
const TIMING = { forMs: 5 * MINUTE, keepFiringMs: 15 * MINUTE };

/** `T` true, `F` false, `u` unsure, `-` no data, `p` paused, `x` dropped, one a minute; out come the changes. */
const CONDITIONS: Record<string, Condition> = {
  T: 'true',
  F: 'false',
  u: 'unsure',
  '-': 'no-data',
  p: 'paused',
  x: 'dropped',
};

function changes(minutes: string, timing = TIMING): string[] {
  const seen: string[] = [];
  let standing: Standing = initialStanding(0);
  [...minutes].forEach((letter, minute) => {
    const next = decide(standing, CONDITIONS[letter]!, timing, minute * MINUTE);
    if (next.state !== standing.state) seen.push(`${minute} ${next.state} (${next.reason})`);
    standing = next;
  });
  return seen;
}

describe('minute by minute', () => {
  test.each<[string, string, string[]]>([
    ['nothing happens', 'FFFFuF', []],
    [
      'fires when it has held for five minutes',
      'FTTTTTT',
      ['1 pending (condition-began)', '6 firing (held-for)'],
    ],
    ['not a minute sooner', 'FTTTTTF', ['1 pending (condition-began)', '6 inactive (condition-ended)']],
    [
      'a flap begins the wait again',
      'TTTFTTTTTT',
      [
        '0 pending (condition-began)',
        '3 inactive (condition-ended)',
        '4 pending (condition-began)',
        '9 firing (held-for)',
      ],
    ],
    ['doubt ends a wait', 'TTu', ['0 pending (condition-began)', '2 inactive (condition-ended)']],
    [
      'keeps firing for fifteen minutes after it was last true',
      `TTTTTT${'F'.repeat(15)}`,
      ['0 pending (condition-began)', '5 firing (held-for)', '20 resolved (condition-ended)'],
    ],
    [
      'a flap while firing changes nothing',
      `TTTTTT${'FFFFFFFFFT'.repeat(4)}`,
      ['0 pending (condition-began)', '5 firing (held-for)'],
    ],
    [
      'doubt does not resolve, however long it lasts',
      `TTTTTT${'u'.repeat(90)}F`,
      ['0 pending (condition-began)', '5 firing (held-for)', '96 resolved (condition-ended)'],
    ],
    [
      'after it has resolved it waits again',
      `TTTTTT${'F'.repeat(15)}TTTTTT`,
      [
        '0 pending (condition-began)',
        '5 firing (held-for)',
        '20 resolved (condition-ended)',
        '21 pending (condition-began)',
        '26 firing (held-for)',
      ],
    ],
    [
      'silence while waiting forgets the wait',
      'TTT-TTTTTT',
      [
        '0 pending (condition-began)',
        '3 no-data (no-data)',
        '4 pending (condition-began)',
        '9 firing (held-for)',
      ],
    ],
    [
      'silence while firing resolves nothing, and what returns as bad fires on',
      'TTTTTT--------------------T',
      [
        '0 pending (condition-began)',
        '5 firing (held-for)',
        '6 no-data (no-data)',
        '26 firing (data-returned)',
      ],
    ],
    [
      'what returns as good resolves',
      'TTTTTT--------------------F',
      [
        '0 pending (condition-began)',
        '5 firing (held-for)',
        '6 no-data (no-data)',
        '26 resolved (condition-ended)',
      ],
    ],
    [
      'what returns as good too soon is kept firing first',
      `TTTTTT---${'F'.repeat(12)}`,
      [
        '0 pending (condition-began)',
        '5 firing (held-for)',
        '6 no-data (no-data)',
        '9 firing (data-returned)',
        '20 resolved (condition-ended)',
      ],
    ],
    ['silence and back', 'F--F', ['1 no-data (no-data)', '3 inactive (data-returned)']],
    [
      'a pause ends an alert, and it waits again afterwards',
      'TTTTTTppTTTTTT',
      [
        '0 pending (condition-began)',
        '5 firing (held-for)',
        '6 paused (rule-paused)',
        '8 pending (condition-began)',
        '13 firing (held-for)',
      ],
    ],
    ['a pause of nothing', 'FpF', ['1 paused (rule-paused)', '2 inactive (rule-resumed)']],
    [
      'an edited rule resolves what it no longer speaks of',
      'TTTTTTxx',
      ['0 pending (condition-began)', '5 firing (held-for)', '6 resolved (rule-edited)'],
    ],
    ['or forgets that it waited', 'Tx', ['0 pending (condition-began)', '1 inactive (rule-edited)']],
  ])('%s', (_, minutes, expected) => {
    expect(changes(minutes)).toEqual(expected);
  });

  test('a rule that waits for nothing fires at once', () => {
    expect(changes('TF', { forMs: 0, keepFiringMs: 0 })).toEqual([
      '0 firing (condition-began)',
      '1 resolved (condition-ended)',
    ]);
  });
});

test('a series that never returns ends after a week', () => {
  const silent: Standing = { state: 'no-data', since: 0, lastTrueAt: 0 };
  expect(decide(silent, 'no-data', TIMING, GONE_AFTER_MS - 1).state).toBe('no-data');
  expect(decide(silent, 'no-data', TIMING, GONE_AFTER_MS)).toMatchObject({
    state: 'resolved',
    reason: 'never-returned',
  });
});

describe('a clock that jumps', () => {
  test('back, while waiting: the wait begins again', () => {
    const waiting: Standing = { state: 'pending', since: 1000 * MINUTE, lastTrueAt: null };
    const jumped = decide(waiting, 'true', TIMING, 0);
    expect(jumped).toMatchObject({ state: 'pending', since: 0 });
    expect(decide(jumped, 'true', TIMING, 5 * MINUTE).state).toBe('firing');
  });

  test('back, while firing: it resolves in due time, not a day later', () => {
    const firing: Standing = { state: 'firing', since: 900 * MINUTE, lastTrueAt: 1000 * MINUTE };
    const jumped = decide(firing, 'false', TIMING, 0);
    expect(jumped.state).toBe('firing');
    expect(decide(jumped, 'false', TIMING, 15 * MINUTE).state).toBe('resolved');
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    condition: fc.constantFrom<Condition>(
      'true',
      'true',
      'true',
      'false',
      'unsure',
      'no-data',
      'paused',
      'dropped',
    ),
    minutes: fc.integer({ min: 0, max: 12 }),
  });
  interface Step {
    at: number;
    condition: Condition;
    before: Standing;
    after: Decision;
  }

  function run(steps: { condition: Condition; minutes: number }[]): Step[] {
    let at = 0;
    let standing = initialStanding(0);
    return steps.map(({ condition, minutes }) => {
      at += minutes * MINUTE;
      const before = standing;
      const after = decide(before, condition, TIMING, at);
      standing = { state: after.state, since: after.since, lastTrueAt: after.lastTrueAt };
      return { at, condition, before, after };
    });
  }

  const always = (property: (steps: Step[]) => void): void =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => property(run(steps))),
      { numRuns: 500 },
    );

  test('an alert fires only out of a wait that was true throughout and long enough', () => {
    always((steps) => {
      steps.forEach(({ before, after, at }, index) => {
        if (after.state !== 'firing' || after.reason !== 'held-for') return;
        const began = steps.slice(0, index).findLastIndex((step) => step.after.reason === 'condition-began');
        expect(before.state).toBe('pending');
        expect(at - steps[began]!.at).toBeGreaterThanOrEqual(TIMING.forMs);
        for (const during of steps.slice(began, index + 1)) expect(during.condition).toBe('true');
      });
    });
  });

  test('fires without a wait only where it was firing before the silence', () => {
    always((steps) => {
      for (const { before, after } of steps) {
        if (after.state !== 'firing' || before.state === 'firing' || after.reason === 'held-for') continue;
        expect(before).toMatchObject({ state: 'no-data', lastTrueAt: expect.any(Number) });
      }
    });
  });

  test('`since` moves exactly when the state does', () => {
    always((steps) => {
      for (const { before, after, at } of steps) {
        expect(after.since).toBe(after.state === before.state ? before.since : at);
      }
    });
  });

  test('only the expected moves are made, and only firing or silence remembers when it was last true', () => {
    const moves: Record<AlertState, AlertState[]> = {
      inactive: ['pending', 'no-data', 'paused'],
      pending: ['inactive', 'firing', 'no-data', 'paused'],
      firing: ['resolved', 'no-data', 'paused'],
      resolved: ['pending', 'no-data', 'paused'],
      'no-data': ['inactive', 'pending', 'firing', 'resolved', 'paused'],
      paused: ['inactive', 'pending', 'no-data'],
    };
    always((steps) => {
      for (const { before, after } of steps) {
        if (after.state !== before.state) expect(moves[before.state]).toContain(after.state);
        if (!['firing', 'no-data'].includes(after.state)) expect(after.lastTrueAt).toBeNull();
        if (after.state === 'firing') expect(after.lastTrueAt).not.toBeNull();
      }
    });
  });

  test('resolves only on evidence, an edit, or a week of silence', () => {
    always((steps) => {
      for (const { before, after, condition } of steps) {
        if (after.state === 'resolved' && before.state !== 'resolved') {
          expect(['false', 'dropped', 'no-data']).toContain(condition);
          if (condition === 'no-data') expect(after.reason).toBe('never-returned');
        }
      }
    });
  });

  test('deciding again at the same time on the same condition changes nothing more', () => {
    always((steps) => {
      for (const { after, condition, at } of steps) {
        expect(decide(after, condition, TIMING, at).state).toBe(after.state);
      }
    });
  });
});

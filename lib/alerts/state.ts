/** Where one series of a rule stands. */
export const ALERT_STATES = ['inactive', 'pending', 'firing', 'resolved', 'no-data', 'paused'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface Standing {
  state: AlertState;
  /** When this state began, ms since the epoch. */
  since: number;
  /** When the condition last held, of a firing series; kept through `no-data`, so that silence resolves nothing. */
  lastTrueAt: number | null;
}

/**
 * What an evaluation found. `unsure`: too little was seen to say that it holds or that it has ended.
 * `no-data`: nothing was seen. `paused`: the rule is switched off. `dropped`: the rule no longer speaks of the series.
 */
export type Condition = 'true' | 'false' | 'unsure' | 'no-data' | 'paused' | 'dropped';

export interface Timing {
  /** How long the condition must hold before it fires. */
  forMs: number;
  /** How long it must have ended before it resolves. */
  keepFiringMs: number;
}

/** Why a series stands where it does: a closed list, stored with every transition. */
export const REASONS = [
  'condition-began',
  'waiting',
  'held-for',
  'condition-ended',
  'kept-firing',
  'too-little-to-tell',
  'still-true',
  'still-false',
  'no-data',
  'data-returned',
  'never-returned',
  'rule-paused',
  'rule-resumed',
  'rule-edited',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Decision extends Standing {
  reason: Reason;
}

/** An alert that fell silent while firing ends after this long: the series is gone for good. */
export const GONE_AFTER_MS = 7 * 24 * 60 * 60_000;

/** A series that nobody has written down yet. */
export const initialStanding = (at: number): Standing => ({ state: 'inactive', since: at, lastTrueAt: null });

/** The next standing. A decision whose `state` differs from the standing's is a transition. */
export function decide(stored: Standing, condition: Condition, timing: Timing, at: number): Decision {
  const standing = notAfter(stored, at);
  const { state, lastTrueAt } = standing;
  const stay = (reason: Reason): Decision => ({ ...standing, reason });
  const move = (to: AlertState, reason: Reason): Decision => {
    if (to === state) return stay(reason);
    return {
      state: to,
      since: at,
      lastTrueAt: to === 'firing' || to === 'no-data' ? lastTrueAt : null,
      reason,
    };
  };

  switch (condition) {
    case 'paused':
      return move('paused', 'rule-paused');
    case 'dropped':
      return move(lastTrueAt === null ? SETTLED[state][0] : 'resolved', 'rule-edited');
    case 'no-data':
      if (lastTrueAt === null || state === 'firing' || at - standing.since < GONE_AFTER_MS)
        return move('no-data', 'no-data');
      return move('resolved', 'never-returned');
    case 'true':
      if (state === 'firing') return { ...stay('still-true'), lastTrueAt: at };
      if (lastTrueAt !== null) return { ...move('firing', 'data-returned'), lastTrueAt: at };
      if (state === 'pending' && at - standing.since < timing.forMs) return stay('waiting');
      if (state === 'pending') return { ...move('firing', 'held-for'), lastTrueAt: at };
      if (timing.forMs > 0) return move('pending', 'condition-began');
      return { ...move('firing', 'condition-began'), lastTrueAt: at };
    case 'unsure':
      if (lastTrueAt === null) return move(...SETTLED[state]);
      return move('firing', state === 'firing' ? 'too-little-to-tell' : 'data-returned');
    case 'false':
      if (lastTrueAt === null) return move(...SETTLED[state]);
      if (at - lastTrueAt >= timing.keepFiringMs) return move('resolved', 'condition-ended');
      return move('firing', state === 'firing' ? 'kept-firing' : 'data-returned');
  }
}

/** Where a series comes to rest that was not firing and whose condition does not (surely) hold. */
const SETTLED: Record<AlertState, [AlertState, Reason]> = {
  inactive: ['inactive', 'still-false'],
  pending: ['inactive', 'condition-ended'],
  firing: ['resolved', 'condition-ended'],
  resolved: ['resolved', 'still-false'],
  'no-data': ['inactive', 'data-returned'],
  paused: ['inactive', 'rule-resumed'],
};

/** After a clock has jumped back, what is written down lies in the future: it counts from now. */
const notAfter = ({ state, since, lastTrueAt }: Standing, at: number): Standing => ({
  state,
  since: Math.min(since, at),
  lastTrueAt: lastTrueAt === null ? null : Math.min(lastTrueAt, at),
});

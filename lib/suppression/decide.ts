import { BY_HAND, faultKindById } from './fault-kinds';
import type { SoftBounceRule } from './soft-bounce-rule';

/** An event against the address, in ms since the epoch. The key tells events of one instant apart. */
export interface Fault {
  at: number;
  kind: string;
  key: string;
}

/** What somebody decided about the address, and when: the latest counts. */
export interface ByHand {
  decision: 'suppressed' | 'reinstated';
  at: number;
}

export interface Decision {
  /** `watched`: something speaks against the address, and not enough. */
  state: 'suppressed' | 'reinstated' | 'watched';
  reason: string | null;
  /** When it came to be suppressed; null: it is not. */
  since: number | null;
  /** Faults that count now. */
  faults: number;
  lastFaultAt: number | null;
  /** The event that decided: the fault by which the address came to be suppressed. */
  decidedBy: string | null;
}

const DAY_MS = 86_400_000;
const inOrder = (a: Fault, b: Fault): number => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/**
 * What the faults of an address come to. The order in which they became known does not matter, nor how often this is
 * asked: only what happened, and when.
 *
 * One fault of the weighty kinds is enough. A delivery after it does not undo it, since servers that accept first and
 * bounce later say so each time. Soft bounces count from the last delivery on. Whoever reinstates an address sets all
 * aside that happened before: only what comes after speaks against it again.
 */
export function decide(
  faults: readonly Fault[],
  deliveredAt: number | null,
  byHand: ByHand | null,
  rule: SoftBounceRule,
): Decision {
  const forgivenAt = byHand?.decision === 'reinstated' ? byHand.at : Number.NEGATIVE_INFINITY;
  const open = faults.filter(({ at }) => at > forgivenAt).sort(inOrder);
  const weighty = open.find(({ kind }) => faultKindById(kind)?.weight === 'at-once') ?? null;
  const soft = open.filter(
    ({ kind, at }) =>
      faultKindById(kind)?.weight === 'in-a-row' && at > (deliveredAt ?? Number.NEGATIVE_INFINITY),
  );
  const enough = enoughInARow(soft, rule);
  const deciding = weighty && (!enough || inOrder(weighty, enough) <= 0) ? weighty : enough;
  // The weighty reason is the better one to tell, also where soft bounces came to as much before.
  const told = weighty ?? deciding;
  const standing = {
    faults: open.length,
    lastFaultAt: (open.at(-1) ?? null)?.at ?? null,
  };
  if (deciding && told)
    return {
      ...{ state: 'suppressed', reason: told.kind, since: deciding.at, ...standing },
      decidedBy: told.key,
    };
  if (byHand?.decision === 'suppressed')
    return { state: 'suppressed', reason: BY_HAND, since: byHand.at, ...standing, decidedBy: null };
  const state = byHand ? 'reinstated' : 'watched';
  return { state, reason: null, since: null, ...standing, decidedBy: null };
}

/** The soft bounce with which there were enough, close enough to one another and not all at once. */
function enoughInARow(
  soft: readonly Fault[],
  { bounces, withinDays, overDays }: SoftBounceRule,
): Fault | null {
  let first = 0;
  for (const [last, one] of soft.entries()) {
    while (one.at - soft[first]!.at > withinDays * DAY_MS) first++;
    if (last - first + 1 >= bounces && one.at - soft[first]!.at >= overDays * DAY_MS) return one;
  }
  return null;
}

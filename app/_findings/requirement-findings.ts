import { isSurelyAbove } from '@/lib/alerts/wilson';
import type { Requirement } from '@/lib/mail/category';
import type { RefusalDays } from '@/lib/queries/refusal-days';
import type { RefusalHours } from '@/lib/queries/refusal-hours';
import type { RequirementCount } from '@/lib/queries/requirement-counts';
import { type Beginning, beginningOf } from './run-of-days';

/** `stopped`: it was refused, and for a day what was sent has not been. */
export type RefusalState = 'rejecting' | 'deferring' | 'stopped';

/** A provider refuses a sending domain because a requirement is not met. */
export interface RequirementFinding {
  provider: string;
  /** `null`: the record does not name it. */
  sendingDomain: string | null;
  requirements: readonly Requirement[];
  state: RefusalState;
  /** Single messages here and there, as every sender has them, and not a requirement that is being enforced. */
  isScattered: boolean;
  /** The first refusal of any kind. */
  since: Beginning;
  /** The first rejection, often days of deferrals later; `null`: nothing was rejected. */
  rejectingSince: Beginning | null;
  lastAt: number;
  bounced: number;
  deferred: number;
  /** All that the domain sent there. */
  attempts: number;
  /** How it was answered, the most frequent first. */
  answers: RequirementCount[];
}

const DAY = 86_400_000;
/** Of the attempts: what is not surely above is scattered. */
const SCATTERED = 0.01;
const SEVERITY: readonly RefusalState[] = ['rejecting', 'deferring', 'stopped'];

/** What is sent from where to whom: the row and the column of every finding. */
export const pairOf = ({ provider, sendingDomain }: Pick<RequirementCount, 'provider' | 'sendingDomain'>) =>
  JSON.stringify([provider, sendingDomain]);

/** Attempts of each pair of provider and sending domain, and when the last of them was. */
export function sentBetween(
  counts: readonly RequirementCount[],
): Map<string, { attempts: number; lastAt: number }> {
  const sent = new Map<string, { attempts: number; lastAt: number }>();
  for (const count of counts) {
    const pair = sent.get(pairOf(count)) ?? { attempts: 0, lastAt: 0 };
    pair.attempts += count.attempts;
    pair.lastAt = Math.max(pair.lastAt, count.lastAt ?? 0);
    sent.set(pairOf(count), pair);
  }
  return sent;
}

/** Since when it does what it does now: what rejects by now may have deferred before. */
export const doingSince = ({ state, since, rejectingSince }: RequirementFinding): Beginning =>
  state === 'rejecting' ? (rejectingSince ?? since) : since;

/** Who refuses whom, for which requirement, the gravest first. */
export function requirementFindings(
  counts: readonly RequirementCount[],
  before: { days: readonly RefusalDays[]; hours: readonly RefusalHours[] },
  requirementsOf: ReadonlyMap<string, readonly Requirement[]>,
): RequirementFinding[] {
  const sent = sentBetween(counts);
  const groups = new Map<string, RequirementCount[]>();
  for (const count of counts) {
    const told = count.rule === null ? undefined : requirementsOf.get(count.rule);
    if (!told) continue;
    const key = `${pairOf(count)} ${told.join()}`;
    groups.set(key, [...(groups.get(key) ?? []), count]);
  }
  return [...groups.values()]
    .map((answers) => {
      const [first] = answers as [RequirementCount, ...RequirementCount[]];
      const pair = sent.get(pairOf(first)) ?? { attempts: 0, lastAt: 0 };
      const sum = (of: (count: RequirementCount) => number) =>
        answers.reduce((all, answer) => all + of(answer), 0);
      const lastAt = Math.max(...answers.map((answer) => answer.lastAt ?? 0));
      const bounced = sum((answer) => answer.bounced);
      const state: RefusalState =
        pair.lastAt - lastAt > DAY ? 'stopped' : bounced > 0 ? 'rejecting' : 'deferring';
      const deferred = sum((answer) => answer.deferred);
      const rules = new Set(answers.map(({ rule }) => rule));
      const isSame = (one: RefusalDays | RefusalHours) =>
        pairOf(one) === pairOf(first) && rules.has(one.rule);
      const days = before.days.filter(isSame);
      const hours = before.hours.filter(isSame);
      return {
        ...{ provider: first.provider, sendingDomain: first.sendingDomain, state, lastAt, bounced },
        isScattered: !isSurelyAbove(bounced + deferred, pair.attempts, SCATTERED),
        requirements: requirementsOf.get(first.rule ?? '') ?? [],
        since: beginningOf(
          Math.min(...answers.map(({ firstAt, lastAt }) => firstAt ?? lastAt ?? 0)),
          days.flatMap((one) => one.days),
          hours.flatMap((one) => one.hours),
        ),
        rejectingSince:
          bounced === 0
            ? null
            : beginningOf(
                Math.min(...answers.flatMap(({ bouncedAt }) => bouncedAt ?? [])),
                days.flatMap((one) => one.rejectedDays),
                hours.flatMap((one) => one.rejectedHours),
              ),
        deferred,
        attempts: pair.attempts,
        answers: answers.toSorted((a, b) => b.attempts - a.attempts),
      };
    })
    .sort(byGravity);
}

/** What goes on before what has stopped, what is enforced before what is scattered, rejections before deferrals, then by
 * the mail that it costs. */
export const byGravity = (a: RequirementFinding, b: RequirementFinding): number =>
  Number(a.state === 'stopped') - Number(b.state === 'stopped') ||
  Number(a.isScattered) - Number(b.isScattered) ||
  SEVERITY.indexOf(a.state) - SEVERITY.indexOf(b.state) ||
  b.bounced + b.deferred - (a.bounced + a.deferred) ||
  pairOf(a).localeCompare(pairOf(b));

import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { FailureCode } from '@/lib/queries/failure-codes';
import { meaningOf, ruleOf } from './dictionary';

/** What is told of an answer: who gave it, with which code, which rule decided, how often. */
export type Given = Pick<FailureCode, 'provider' | 'statusCode' | 'replyCode' | 'rule' | 'events'>;

/** A meaning that so many answers share speaks for all of them. */
const DOMINANT = 0.8;

/** The code of an answer, as it is shown: enhanced, else the reply code. */
export const codeOf = ({ statusCode, replyCode }: Given): string | null =>
  statusCode ?? (replyCode === null ? null : String(replyCode));

/**
 * What a code meant where it was given. Providers use codes in their own way: 4.7.27 is a failed SPF check at Gmail and
 * a null MX in the registry, so the rules that decided speak, the most frequent one first. Where several providers mean
 * different things and none of them nearly all of it, it is the registry's neutral meaning.
 */
export function meaningGiven(code: string, answers: readonly Given[]): DiagnosticRule | null {
  const given = answers.filter((answer) => codeOf(answer) === code);
  const byTitle = new Map<string, { rule: DiagnosticRule; events: number; most: number }>();
  let all = 0;
  for (const { rule: id, events } of given) {
    all += events;
    const rule = ruleOf(id);
    if (!rule) continue;
    const same = byTitle.get(rule.title) ?? { rule, events: 0, most: 0 };
    if (events > same.most) Object.assign(same, { rule, most: events });
    same.events += events;
    byTitle.set(rule.title, same);
  }
  const [first] = [...byTitle.values()].sort((a, b) => b.events - a.events);
  const neutral = meaningOf(code);
  if (!first) return neutral;
  const oneProvider = new Set(given.map(({ provider }) => provider)).size === 1;
  return oneProvider || first.events >= all * DOMINANT ? first.rule : (neutral ?? first.rule);
}

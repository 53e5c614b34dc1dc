import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { FailureCode } from '@/lib/queries/failure-codes';
import { type Entry, providerName } from './dictionary';

export interface Reading {
  title: string;
  rules: DiagnosticRule[];
}

/**
 * Who gave the code in the range first, then the standards, then the other providers; those that share their rows are
 * one. Of an owner's rows those come first that decided most: whoever follows a chart to here is to find open what was
 * meant there.
 */
export function codeReadings(
  entries: readonly Entry[],
  answers: readonly Pick<FailureCode, 'provider' | 'rule' | 'events'>[],
): Reading[] {
  const given = new Map<string | null, number>([[null, 0.5]]);
  const decided = new Map<string, number>();
  for (const { provider, rule, events } of answers) {
    given.set(provider, (given.get(provider) ?? 0) + events);
    decided.set(rule, (decided.get(rule) ?? 0) + events);
  }
  const often = (owner: string | null) => given.get(owner) ?? 0;
  const owners = [...new Set(entries.map(({ owner }) => owner))].sort((a, b) => often(b) - often(a));
  const byRules = new Map<string, Reading>();
  for (const owner of owners) {
    const rules = entries.filter((entry) => entry.owner === owner).map(({ rule }) => rule);
    const key = rules.map(({ id }) => id).join(' ');
    const name = owner === null ? 'The standards' : providerName(owner);
    const same = byRules.get(key);
    if (same) same.title += `, ${name}`;
    else byRules.set(key, { title: name, rules });
  }
  return [...byRules.values()].map(({ title, rules }) => ({
    title,
    rules: rules.toSorted((a, b) => (decided.get(b.id) ?? 0) - (decided.get(a.id) ?? 0)),
  }));
}

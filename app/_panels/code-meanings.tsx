import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { FixSteps } from '../_components/ui/fix-steps';
import { failureCodes } from './answers';
import { type Entry, entriesFor, providerName } from './dictionary';
import type { Question } from './question';

/** What does a code mean: to the standards, and to each provider that uses it in its own way? */
export async function codeMeanings({ scope }: Question, code: string) {
  const entries = entriesFor(code);
  const given = new Map<string, number>();
  for (const { provider, events } of await failureCodes(scope))
    given.set(provider, (given.get(provider) ?? 0) + events);
  if (entries.length === 0) {
    return (
      <EmptyState title="No row of the dictionary speaks of this code">
        What was refused with it is counted below.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
      {readings(entries, given).map(({ title, rules }) => (
        <section key={title} aria-label={title} className="min-w-0 border-line-strong border-t pt-2">
          <h2 className="font-semibold text-sm">{title}</h2>
          {rules.map((rule, index) => (
            <Meaning key={rule.id} rule={rule} open={index === 0} />
          ))}
        </section>
      ))}
    </div>
  );
}

interface Reading {
  title: string;
  rules: DiagnosticRule[];
}

/** Who gave the code in the range first, then the standards, then the other providers; those that share their rows are
 * one. */
function readings(entries: Entry[], given: ReadonlyMap<string, number>): Reading[] {
  const often = (owner: string | null) => (owner === null ? 0.5 : (given.get(owner) ?? 0));
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
  return [...byRules.values()];
}

/** The first of an owner's rows is open; the others are told apart by the server's words. */
function Meaning({ rule, open }: { rule: DiagnosticRule; open: boolean }) {
  return (
    <details open={open} className="border-line border-b py-2 last:border-b-0">
      <summary className="hover:bg-raised">
        <span className="font-medium">{rule.title}</span>{' '}
        <span className="inline-flex gap-3 text-ink-2 text-xs">
          <CategoryMark category={rule.category} /> {ACTION_NAMES[rule.action]}
        </span>
      </summary>
      <div className="pt-2">
        <FixSteps rule={rule} />
      </div>
    </details>
  );
}

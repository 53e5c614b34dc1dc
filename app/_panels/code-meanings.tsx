import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { FixSteps } from '../_components/ui/fix-steps';
import { failureCodes } from './answers';
import { codeReadings } from './code-readings';
import { entriesFor } from './dictionary';
import type { Question } from './question';

/** What does a code mean: to the standards, and to each provider that uses it in its own way? */
export async function codeMeanings({ scope }: Question, code: string) {
  const entries = entriesFor(code);
  if (entries.length === 0) {
    return (
      <EmptyState title="No row of the dictionary speaks of this code">
        What was refused with it is counted below.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-x-10 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
      {codeReadings(entries, await failureCodes(scope)).map(({ title, rules }) => (
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

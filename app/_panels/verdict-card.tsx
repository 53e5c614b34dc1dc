import type { ReactNode } from 'react';
import type { Entry } from '@/lib/classify/dictionary';
import type { Explanation, Match } from '@/lib/classify/explain-verdict';
import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { visible } from '../_components/format/foreign-text';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { FixSteps } from '../_components/ui/fix-steps';
import { factRows } from './fact-rows';

const MOST_SHOWN = 8;

/** One response: the verdict, why, what it means to whom, and what to do. */
export function VerdictCard({ response, explanation }: { response: string; explanation: Explanation }) {
  const { verdict, decided, lost, registry, elsewhere, provider, facts } = explanation;
  const codes = [verdict.replyCode, verdict.statusCode].filter((code) => code !== null).join(' ');
  if (verdict.category === null) {
    return <EmptyState title={`Accepted${codes && ` (${codes})`}: the next host took the message`} />;
  }
  const rows = factRows(facts);
  return (
    <article aria-label="Verdict" className="mb-6 border-accent border-l-2 bg-surface px-4 py-3">
      <h2 className="flex flex-wrap items-baseline gap-x-3 font-semibold text-base">
        {codes && <span className="font-mono">{codes}</span>}
        {decided?.rule.title ?? 'No rule knows this response'}
      </h2>
      <p className="mt-0.5 flex flex-wrap gap-x-4 text-ink-2 text-xs">
        <span>{provider?.name ?? 'No known provider'}</span>
        <CategoryMark category={verdict.category} />
        {verdict.bounceType && <span>{verdict.bounceType} bounce</span>}
        {verdict.action && <strong className="text-ink">{ACTION_NAMES[verdict.action]}</strong>}
        {verdict.enforcement && <span>enforces a sender requirement</span>}
      </p>
      <p className="mt-2 line-clamp-4 whitespace-pre-wrap break-words bg-raised px-2 py-1 font-mono text-xs">
        <bdi>{visible(response)}</bdi>
      </p>
      <div className="mt-4 grid gap-x-10 gap-y-5 md:grid-cols-2">
        {decided && <Reading who={provider?.name ?? 'Here'} rule={decided.rule} />}
        {registry && <Reading who="The registry" rule={registry} />}
      </div>
      <dl className="mt-4 grid gap-x-10 gap-y-3 border-line border-t pt-3 text-xs md:grid-cols-2">
        <Section title="Why">
          <li>
            Decided by{' '}
            {decided ? <RuleLine match={decided} /> : <code className="font-mono">{verdict.rule}</code>}
          </li>
          {lost.slice(0, MOST_SHOWN).map((match) => (
            <li key={match.rule.id} className="text-ink-3">
              Matched too, and lost: <RuleLine match={match} />
            </li>
          ))}
        </Section>
        {rows.length > 0 && (
          <Section title="Read from the response">
            {rows.map(({ name, value, href }) => (
              <li key={`${name} ${value}`}>
                <span className="text-ink-3">{name}:</span>{' '}
                <span className="break-all font-mono">{visible(value)}</span>
                {href && <span className="break-all text-ink-3"> {visible(href)}</span>}
              </li>
            ))}
          </Section>
        )}
        {elsewhere.length > 0 && (
          <Section title={`${verdict.statusCode} elsewhere means`}>
            {elsewhere.slice(0, MOST_SHOWN).map((other) => (
              <li key={`${other.provider.id} ${other.rule.id}`}>
                <span className="text-ink-3">{other.provider.name}:</span> {other.rule.title}
              </li>
            ))}
            {elsewhere.length > MOST_SHOWN && (
              <li className="text-ink-3">and {elsewhere.length - MOST_SHOWN} more</li>
            )}
          </Section>
        )}
      </dl>
    </article>
  );
}

/** A code or a keyword: how many rows speak of it, and the registry's one. */
export function RowsCard({ asked, entries }: { asked: string; entries: readonly Entry[] }) {
  const first = entries.find(({ provider }) => provider === null) ?? entries[0];
  if (!first) return <EmptyState title={`No row of the dictionary speaks of “${asked}”`} />;
  return (
    <article aria-label="Meaning" className="mb-6 border-accent border-l-2 bg-surface px-4 py-3">
      <Reading who={first.provider?.name ?? 'The registry'} rule={first.rule} />
      {entries.length > 1 && (
        <p className="mt-3 text-ink-3 text-xs">
          {entries.length - 1} more rows speak of it: they are listed below.
        </p>
      )}
    </article>
  );
}

function Reading({ who, rule }: { who: string; rule: DiagnosticRule }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1">
        <span className="text-ink-3 text-xs">{who}</span>
        <span className="block font-medium">{rule.title}</span>
      </h3>
      <FixSteps rule={rule} />
    </section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3">{title}</dt>
      <dd>
        <ul className="space-y-0.5">{children}</ul>
      </dd>
    </div>
  );
}

function RuleLine({ match: { rule, words } }: { match: Match }) {
  return (
    <>
      <code className="font-mono">{rule.id}</code>{' '}
      {words === null ? 'by the code' : <>by the words “{visible(words)}”</>}: {rule.title}
    </>
  );
}

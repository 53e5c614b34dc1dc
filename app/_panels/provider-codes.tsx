import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { FailureCode } from '@/lib/queries/failure-codes';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { ACTION_NAMES } from '../_components/format/words';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { FixSteps } from '../_components/ui/fix-steps';
import { PanelHeader } from '../_components/ui/panel-header';
import { TableFile } from '../_components/ui/table-file';
import { failureCodes } from './answers';
import { meaningOf, providerName, ruleOf } from './dictionary';
import { eventsLink } from './events-link';
import { codeOf } from './meaning-given';
import type { Question } from './question';
import { tableAlong } from './take-along';

const MOST_CODES = 12;

/** What does this provider answer, what does it mean there, and what is to be done? */
export async function providerCodes(question: Question, provider: string) {
  const codes = await failureCodes(question.scope);
  const all = codes.reduce((sum, { events }) => sum + events, 0);
  return (
    <>
      <PanelHeader
        title={`What ${providerName(provider)} answers, and what to do`}
        note="Refused attempts by code and reason, the most frequent first"
      >
        <TableFile title="Codes" {...tableAlong(question, 'codes')} />
      </PanelHeader>
      {codes.length === 0 && <EmptyState title={`${providerName(provider)} refused nothing in this range`} />}
      <ul>
        {codes.slice(0, MOST_CODES).map((code) => (
          <li key={`${code.statusCode} ${code.replyCode} ${code.rule}`} className="border-line border-b">
            <Code code={code} all={all} question={question} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Code({ code, all, question }: { code: FailureCode; all: number; question: Question }) {
  const { now } = question.scope.range;
  const shown = codeOf(code);
  const rule = ruleOf(code.rule) ?? (shown === null ? null : meaningOf(shown));
  return (
    <details className="group py-2">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 hover:bg-raised">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-3 group-open:rotate-90" />
        <span className="w-24 shrink-0 font-mono">
          {[code.replyCode, code.statusCode].filter((part) => part !== null).join(' ') || 'no code'}
        </span>
        <span className="min-w-0 font-medium">{rule?.title ?? code.rule}</span>
        <span className="text-ink-2 text-xs">
          <CategoryMark category={code.category} />
        </span>
        <span className="ml-auto whitespace-nowrap">
          {exact(code.events)} <span className="text-ink-3 text-xs">{percent(code.events / all)}</span>
        </span>
      </summary>
      <div className="grid gap-3 pt-2 pb-1 sm:pl-[8.125rem]">
        <p className="text-ink-2 text-xs">
          {code.action && (
            <strong className="text-ink">
              {ACTION_NAMES[code.action as keyof typeof ACTION_NAMES] ?? code.action}.{' '}
            </strong>
          )}
          {exact(code.bounced)} bounced, {exact(code.events - code.bounced)} deferred; last seen after{' '}
          {since(new Date(code.lastAt), now, question.timeZone)}.
          {code.enforcement && ' Enforces a sender requirement.'}
        </p>
        {rule ? <FixSteps rule={rule} /> : <p className="text-ink-2">Decided by the rule {code.rule}.</p>}
        {shown && (
          <p>
            <Link
              href={question.link(`/codes/${shown}`)}
              className="text-accent underline underline-offset-2"
            >
              All about {shown}
            </Link>
            <Link
              href={eventsLink(question, { code: shown, outcome: null })}
              className="ml-4 text-accent underline underline-offset-2"
            >
              The {exact(code.events)} single events
            </Link>
          </p>
        )}
      </div>
    </details>
  );
}

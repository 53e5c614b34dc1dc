import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { writeFilters } from '@/lib/queries/filter';
import { rate } from '@/lib/queries/rates';
import type { RequirementCount } from '@/lib/queries/requirement-counts';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { FixSteps } from '../_components/ui/fix-steps';
import { PanelHeader } from '../_components/ui/panel-header';
import { carryQuestion } from '../_components/ui/question-link';
import { RefusalStateMark } from '../_components/ui/refusal-state-mark';
import type { RequirementFinding } from '../_findings/requirement-findings';
import { providerName, ruleOf } from './dictionary';
import { enforcement } from './enforcement-answers';
import {
  anchorOf,
  beginningInWords,
  doingSinceInWords,
  domainName,
  requirementNames,
} from './enforcement-words';
import { codeOf } from './meaning-given';
import type { Question } from './question';

const MOST_SHOWN = 40;

/** One after the other, as the findings are ordered. */
const GROUPS: readonly {
  title: string;
  isOpen: boolean;
  holds: (finding: RequirementFinding) => boolean;
}[] = [
  {
    title: 'enforced now',
    isOpen: true,
    holds: ({ state, isScattered }) => state !== 'stopped' && !isScattered,
  },
  {
    title: 'scattered: about 1% of attempts at most, as every sender has them',
    isOpen: false,
    holds: ({ state, isScattered }) => state !== 'stopped' && isScattered,
  },
  {
    title: 'stopped: not refused for it in the last day of sending',
    isOpen: false,
    holds: ({ state }) => state === 'stopped',
  },
];

/** What is to be repaired, and how? */
export async function enforcementRepairs(question: Question) {
  const { findings } = await enforcement(question.scope);
  if (findings.length === 0) return null;
  return (
    <>
      <PanelHeader
        title="What to repair, the gravest first"
        note="Rejections before deferrals, then by refused attempts; each opens to its codes and its repair"
      />
      {GROUPS.map(({ title, isOpen, holds }) => {
        const group = findings.filter(holds);
        return (
          group.length > 0 && (
            <details key={title} open={isOpen} suppressHydrationWarning className="mb-4">
              <summary className="py-1 text-ink-2 text-xs hover:bg-raised">
                {exact(group.length)} {title}
              </summary>
              <ul>
                {group.slice(0, MOST_SHOWN).map((finding) => (
                  <li key={anchorOf(findings, finding)} className="border-line border-b">
                    <Repair finding={finding} anchor={anchorOf(findings, finding)} question={question} />
                  </li>
                ))}
              </ul>
              {group.length > MOST_SHOWN && (
                <p className="mt-2 text-ink-3 text-xs">
                  {exact(group.length - MOST_SHOWN)} more: narrow the page to a provider or a domain.
                </p>
              )}
            </details>
          )
        );
      })}
    </>
  );
}

function Repair({
  finding,
  anchor,
  question,
}: {
  finding: RequirementFinding;
  anchor: string;
  question: Question;
}) {
  const { provider, sendingDomain, state, lastAt, bounced, deferred, attempts, answers } = finding;
  const { scope, timeZone } = question;
  const { now } = scope.range;
  const share = rate(bounced + deferred, attempts);
  const rule = ruleOf(answers[0]?.rule ?? '');
  return (
    <details suppressHydrationWarning className="group py-2">
      <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 hover:bg-raised">
        <ChevronRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-3 group-open:rotate-90" />
        <RefusalStateMark state={state} />
        <span className="min-w-0">
          <span className="font-medium">{providerName(provider)}</span>
          <span className="text-ink-2"> · </span>
          <span className="break-all font-mono text-xs">{domainName(sendingDomain)}</span>
          <span className="text-ink-2"> · </span>
          <span className="font-medium">{requirementNames(finding)}</span>
        </span>
        <span className="text-ink-2 text-xs">{doingSinceInWords(finding, now, timeZone)}</span>
        <span className="ml-auto whitespace-nowrap">
          <span className={isLowVolume(share) ? 'text-ink-3' : ''}>{percent(share.value)}</span>{' '}
          <span className="text-ink-3 text-xs">
            {fraction(share)} attempts{isLowVolume(share) && ', low volume'}
          </span>
        </span>
      </summary>
      <div id={anchor} className="grid scroll-mt-24 gap-3 pt-2 pb-1 sm:pl-7">
        <p className="text-ink-2 text-xs">
          {exact(bounced)} bounced, {exact(deferred)} deferred; last seen after{' '}
          {beginningInWords({ at: lastAt, isDay: false }, now, timeZone)}
          {state === 'stopped' && '; what was sent there in the day after was not refused for it'}.
        </p>
        <ul className="grid gap-1">
          {answers.map((answer) => (
            <Answer
              key={`${answer.rule} ${answer.statusCode} ${answer.replyCode}`}
              answer={answer}
              question={question}
            />
          ))}
        </ul>
        {rule && <FixSteps rule={rule} />}
        <p className="flex flex-wrap gap-x-4">
          <Link
            href={narrowed(`/providers/${provider}`, question, sendingDomain)}
            className="text-accent underline underline-offset-2"
          >
            {domainName(sendingDomain)} at {providerName(provider)}, with the newest refusals
          </Link>
        </p>
      </div>
    </details>
  );
}

function Answer({ answer, question }: { answer: RequirementCount; question: Question }) {
  const code = codeOf({ ...answer, rule: answer.rule ?? '', events: answer.attempts });
  const shown = [answer.replyCode, answer.statusCode].filter((part) => part !== null).join(' ') || 'no code';
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      {code === null ? (
        <span className="w-24 font-mono">{shown}</span>
      ) : (
        <Link
          href={narrowed(`/codes/${code}`, question, answer.sendingDomain)}
          className="w-24 font-mono text-accent underline underline-offset-2"
        >
          {shown}
        </Link>
      )}
      <span className="min-w-0">{ruleOf(answer.rule ?? '')?.title}</span>
      <span className="text-ink-2 text-xs">{exact(answer.attempts)} times</span>
    </li>
  );
}

/** A link that narrows what it leads to, besides, to a sending domain. */
function narrowed(href: string, { scope, link }: Question, sendingDomain: string | null): string {
  if (sendingDomain === null) return link(href);
  const others = scope.filters.filter(({ dimension }) => dimension !== 'sending-domain');
  const filter = writeFilters([
    ...others,
    { dimension: 'sending-domain', value: sendingDomain, excluded: false },
  ]);
  const asked = new URLSearchParams(link(href).split('?')[1] ?? '');
  return carryQuestion(href, { get: (key) => (key === 'filter' ? filter : asked.get(key)) });
}

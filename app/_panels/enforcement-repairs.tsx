import { writeFilters } from '@/lib/queries/filter';
import { rate } from '@/lib/queries/rates';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { PanelHeader } from '../_components/ui/panel-header';
import { carryQuestion } from '../_components/ui/question-link';
import type { Remedies, RepairRow } from '../_components/ui/repair';
import { RepairGroup } from '../_components/ui/repair-group';
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
  const groups = GROUPS.map(({ title, isOpen, holds }) => {
    const all = findings.filter(holds);
    const shown = all.slice(0, MOST_SHOWN);
    const left = all.length - shown.length;
    return {
      ...{ title: `${exact(all.length)} ${title}`, isOpen, shown },
      more: left > 0 ? `${exact(left)} more: narrow the page to a provider or a domain.` : null,
    };
  }).filter(({ shown }) => shown.length > 0);
  return (
    <>
      <PanelHeader
        title="What to repair, the gravest first"
        note="Rejections before deferrals, then by refused attempts; each opens to its codes and its repair"
      />
      {groups.map(({ title, isOpen, shown, more }) => (
        <RepairGroup
          key={title.replace(/^\S+ /, '')}
          title={title}
          isOpen={isOpen}
          more={more}
          rows={shown.map((finding) => repairRow(finding, anchorOf(findings, finding), question))}
          remedies={remediesOf(shown)}
        />
      ))}
    </>
  );
}

/** Of every rule once: what it says is most of what there is to send. */
function remediesOf(findings: readonly RequirementFinding[]): Remedies {
  const ids = new Set(findings.flatMap(({ answers }) => answers.map(({ rule }) => rule ?? '')));
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const rule = ruleOf(id);
      if (!rule) return [];
      const { title, meaning, causes, fix, fixedBy, source, verified } = rule;
      return [[id, { title, meaning, causes, fix, fixedBy, source, verified }]];
    }),
  );
}

function repairRow(finding: RequirementFinding, anchor: string, question: Question): RepairRow {
  const { provider, sendingDomain, state, lastAt, bounced, deferred, attempts, answers } = finding;
  const { scope, timeZone } = question;
  const { now } = scope.range;
  const share = rate(bounced + deferred, attempts);
  const last = beginningInWords({ at: lastAt, isDay: false }, now, timeZone);
  const end = state === 'stopped' ? '; what was sent there in the day after was not refused for it' : '';
  return {
    ...{ anchor, state, provider: providerName(provider), sender: domainName(sendingDomain) },
    requirements: requirementNames(finding),
    since: doingSinceInWords(finding, now, timeZone),
    ...{ share: percent(share.value), fraction: fraction(share), isLow: isLowVolume(share) },
    what: `${exact(bounced)} bounced, ${exact(deferred)} deferred; last seen after ${last}${end}.`,
    answers: answers.map((answer) => {
      const code = codeOf({ ...answer, rule: answer.rule ?? '', events: answer.attempts });
      return {
        shown: [answer.replyCode, answer.statusCode].filter((part) => part !== null).join(' ') || 'no code',
        href: code === null ? null : narrowed(`/codes/${code}`, question, sendingDomain),
        ...{ rule: answer.rule, times: `${exact(answer.attempts)} times` },
      };
    }),
    // What is worst now is what is to be mended: of a code that is deferred and rejected, the rejection's row.
    rule: (answers.find((answer) => answer.bounced > 0) ?? answers[0])?.rule ?? null,
    refusals: narrowed(`/providers/${provider}`, question, sendingDomain),
  };
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

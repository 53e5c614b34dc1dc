import { Megaphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { rate } from '@/lib/queries/rates';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { date } from '../_components/format/time';
import { REQUIREMENT_NAMES } from '../_components/format/words';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RefusalStateMark } from '../_components/ui/refusal-state-mark';
import { doingSince } from '../_findings/requirement-findings';
import { providerName, providerOf } from './dictionary';
import { enforcement } from './enforcement-answers';
import { beginningInWords, domainName, requirementNames } from './enforcement-words';
import type { Question } from './question';

const MOST_FINDINGS = 8;

interface Entry {
  key: string;
  at: number;
  when: string;
  what: ReactNode;
}

/** What has the provider announced, and since when does it hold us to it? */
export async function enforcementTimeline({ scope, timeZone }: Question, provider: string) {
  const { findings } = await enforcement(scope);
  const { now } = scope.range;
  const announced: Entry[] = (providerOf(provider)?.policyDates ?? []).map(
    ({ from, title, requirements, source }) => ({
      key: from,
      at: Date.parse(from),
      when: date(Date.parse(from), 'UTC'),
      what: (
        <span title={source}>
          <Megaphone aria-label="Announced" className="mr-1.5 inline size-3.5 text-ink-3" />
          {title}{' '}
          <span className="text-ink-3 text-xs">
            {requirements.map((one) => REQUIREMENT_NAMES[one]).join(', ')}
          </span>
        </span>
      ),
    }),
  );
  const seen: Entry[] = findings.slice(0, MOST_FINDINGS).map((finding) => {
    const share = rate(finding.bounced + finding.deferred, finding.attempts);
    return {
      key: `${finding.sendingDomain} ${finding.requirements.join()}`,
      at: doingSince(finding).at,
      when: beginningInWords(doingSince(finding), now, timeZone),
      what: (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <RefusalStateMark state={finding.state} />
          <span className="break-all font-mono text-xs">{domainName(finding.sendingDomain)}</span>
          <span>for {requirementNames(finding)}</span>
          <span className={`text-xs ${finding.isScattered || isLowVolume(share) ? 'text-ink-3' : ''}`}>
            {percent(share.value)}{' '}
            <span className="text-ink-3">
              {fraction(share)}
              {isLowVolume(share) ? ', low volume' : finding.isScattered ? ', scattered' : ''}
            </span>
          </span>
        </span>
      ),
    };
  });
  const entries = [...announced, ...seen].sort((a, b) => b.at - a.at);
  return (
    <>
      <PanelHeader
        title={
          seen.length === 0
            ? `${providerName(provider)} refuses you for no requirement`
            : 'What was announced, and what you are refused for'
        }
        note="The latest first; your own since their first refusal, as far back as 90 days"
      />
      {entries.length === 0 && (
        <EmptyState title="Nothing announced, and nothing seen">
          No dates of {providerName(provider)} are known, and no refusal in this range names a requirement.
        </EmptyState>
      )}
      <ol>
        {entries.map(({ key, when, what }) => (
          <li key={key} className="flex items-baseline gap-x-3 border-line border-b py-1">
            <span className="w-24 shrink-0 text-ink-2 text-xs">{when}</span>
            <span className="min-w-0">{what}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

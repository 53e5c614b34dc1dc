import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { incidentContributors as contributorsOf } from '@/lib/queries/incident-contributors';
import type { IncidentRow } from '@/lib/queries/incidents';
import { OTHER_PROVIDER } from '@/lib/queries/scope';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { providerName, ruleOf } from './dictionary';
import { eventsLink } from './events-link';
import { incidentQuestion } from './incident-question';
import type { Question } from './question';

const MOST_SHOWN = 10;

/** What contributed most? */
export async function incidentContributors(incident: IncidentRow, asked: Question) {
  const { scope } = asked;
  const question = incidentQuestion(incident, asked);
  const found = await contributorsOf(await storeFor('viewer'), scopeOfIncident(incident, scope.range.now));
  const all = found.reduce((sum, { events }) => sum + events, 0);
  const [top] = found;
  if (!top) return <EmptyState title="Nothing was refused while it lasted" />;
  return (
    <>
      <PanelHeader
        title={`${percent(top.events / all)} of ${exact(all)}: ${[top.code, ruleOf(top.rule)?.title].filter(Boolean).join(' ')}`}
        note="Refusals of this cause since it began, the most frequent first"
      />
      <table className="w-full">
        <thead>
          <tr className="border-line-strong border-b text-left text-ink-3 text-xs">
            <th scope="col" className="py-1 font-normal">
              Code
            </th>
            <th scope="col" className="px-2 font-normal">
              Provider
            </th>
            <th scope="col" className="px-2 font-normal">
              Sending domain
            </th>
            <th scope="col" className="text-right font-normal">
              Refusals
            </th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, MOST_SHOWN).map((one) => (
            <tr
              key={[one.outcome, one.provider, one.code, one.rule, one.sendingDomain].join(' ')}
              className="border-line border-b align-baseline"
            >
              <th scope="row" className="py-1.5 text-left font-normal">
                <span className="font-mono text-xs">{one.code ?? 'no code'}</span>{' '}
                <span className="text-ink-3 text-xs">{one.outcome}</span>
              </th>
              <td className="px-2">{providerName(one.provider ?? 'other')}</td>
              <td className="break-all px-2 font-mono text-xs">
                {one.sendingDomain === null ? '–' : visible(one.sendingDomain)}
              </td>
              <td className="whitespace-nowrap text-right">
                <Link
                  href={eventsLink(question, {
                    ...{ code: one.code, provider: one.provider ?? OTHER_PROVIDER, outcome: one.outcome },
                    'sending-domain': one.sendingDomain,
                  })}
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
                >
                  {exact(one.events)}
                </Link>{' '}
                <span className="text-ink-3 text-xs">{percent(one.events / all)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

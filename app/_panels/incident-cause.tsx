import { storeFor } from '@/app/_access/store';
import { scopeOfIncident } from '@/lib/alerts/incident-scope';
import { incidentSample } from '@/lib/queries/incident-sample';
import type { IncidentRow } from '@/lib/queries/incidents';
import { visible } from '../_components/format/foreign-text';
import { moment, stamp } from '../_components/format/time';
import { CategoryMark } from '../_components/ui/category-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { FixSteps } from '../_components/ui/fix-steps';
import { PanelHeader } from '../_components/ui/panel-header';
import { ruleOf } from './dictionary';
import type { Question } from './question';

/** What do the servers say, and what is to be done about it? */
export async function incidentCause(incident: IncidentRow, { scope, timeZone }: Question) {
  const sample = await incidentSample(await storeFor('viewer'), scopeOfIncident(incident, scope.range.now));
  const rule = ruleOf(incident.evidence?.rule ?? sample?.rule ?? '');
  return (
    <>
      <PanelHeader title={rule ? rule.title : 'What to do'} />
      {sample && (
        <figure className="mb-3">
          <blockquote className="whitespace-pre-wrap break-words bg-raised px-3 py-2 font-mono text-xs leading-5">
            <bdi>{visible(sample.diagnostic)}</bdi>
          </blockquote>
          <figcaption className="mt-1 flex flex-wrap gap-x-3 text-ink-3 text-xs">
            <time dateTime={sample.at.toISOString()} title={stamp(sample.at, timeZone)}>
              The latest, {moment(sample.at, timeZone)}
            </time>
            {sample.mxHost && <span className="break-all font-mono">{visible(sample.mxHost)}</span>}
            {sample.recipient && <span className="break-all font-mono">to {visible(sample.recipient)}</span>}
            {sample.sendingDomain && (
              <span className="break-all font-mono">from {visible(sample.sendingDomain)}</span>
            )}
          </figcaption>
        </figure>
      )}
      {rule ? (
        <>
          <p className="mb-2 text-xs">
            <CategoryMark category={rule.category} />
          </p>
          <FixSteps rule={rule} />
        </>
      ) : (
        <EmptyState title="No single kind of refusal is the cause">
          The alerts below say what crossed its threshold; what contributed to it stands beside them.
        </EmptyState>
      )}
    </>
  );
}

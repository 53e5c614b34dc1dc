import { storeFor } from '@/app/_access/store';
import { incidentHistory } from '@/lib/queries/incidents';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RelatedIncident } from './incident-related';
import type { Question } from './question';

const MOST_SHOWN = 20;

/** What went on, and is over? */
export async function incidentHistoryList(question: Question) {
  const found = await incidentHistory(await storeFor('viewer'), question.scope.range);
  const over = found.filter(({ resolvedAt }) => resolvedAt !== null);
  return (
    <>
      <PanelHeader title="Earlier incidents" note="Resolved within the range, the latest first" />
      {over.length === 0 && <EmptyState title="None was resolved in this range" />}
      <ul>
        {over.slice(0, MOST_SHOWN).map((incident) => (
          <RelatedIncident key={incident.id} incident={incident} question={question} />
        ))}
      </ul>
      {over.length > MOST_SHOWN && (
        <p className="pt-2 text-ink-3 text-xs">
          {over.length - MOST_SHOWN} earlier ones in this range: a shorter range shows them.
        </p>
      )}
    </>
  );
}

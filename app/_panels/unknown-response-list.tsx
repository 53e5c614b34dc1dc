import Link from 'next/link';
import type { Cluster } from '@/lib/queries/unclassified-clusters';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { date } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { providerName } from './dictionary';
import type { Question } from './question';
import { unknownResponses } from './unknown-responses';

const MOST_SHOWN = 60;

/** What do servers say that nobody has explained yet? */
export async function unknownResponseList({ link, timeZone }: Question, chosen: string | null) {
  const { clusters, looked, total } = await unknownResponses();
  if (clusters.length === 0) {
    return (
      <EmptyState title="Every response is known">
        What the dictionary does not know appears here, the same words from all servers as one.
      </EmptyState>
    );
  }
  return (
    <>
      <PanelHeader
        title={`${exact(clusters.length)} unknown ${clusters.length === 1 ? 'response' : 'responses'}`}
        note={
          looked < total
            ? `In the newest ${exact(looked)} of ${exact(total)} refusals without an explanation`
            : `In ${exact(total)} refusals without an explanation`
        }
      />
      <ol>
        {clusters.slice(0, MOST_SHOWN).map((cluster) => (
          <li key={cluster.id} className="border-line border-b">
            <Link
              href={`${link(`/unclassified?cluster=${cluster.id}`)}#rule`}
              aria-current={cluster.id === chosen ? 'true' : undefined}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-transparent border-l-2 py-1.5 pl-2 hover:bg-raised aria-[current=true]:border-accent aria-[current=true]:bg-raised"
            >
              <span className="break-words font-mono text-xs leading-5">
                <bdi>{visible(cluster.text) || 'no words at all'}</bdi>
              </span>
              <span className="text-right">{exact(cluster.count)}</span>
              <span className="col-span-2 text-ink-3 text-xs">{about(cluster, timeZone)}</span>
            </Link>
          </li>
        ))}
      </ol>
      {clusters.length > MOST_SHOWN && (
        <p className="mt-2 text-ink-3 text-xs">
          {exact(clusters.length - MOST_SHOWN)} rarer ones are left out.
        </p>
      )}
    </>
  );
}

function about({ providers, replyCodes, statusCodes, firstAt, lastAt }: Cluster, timeZone: string): string {
  const names = providers.map((provider) => providerName(provider ?? 'other'));
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const codes = [...replyCodes, ...statusCodes].join(' ') || 'no code';
  const days = [...new Set([date(firstAt, timeZone), date(lastAt, timeZone)])].join(' – ');
  return `${names.slice(0, 3).join(', ')}${more} · ${codes} · ${days}`;
}

import { storeFor } from '@/app/_access/store';
import { annotate, removeAnnotationHere } from '@/app/(dashboard)/settings/annotations/actions';
import { type AnnotationRow, annotationList } from '@/lib/queries/annotations';
import { readFilters } from '@/lib/queries/filter';
import { annotationKindTitle } from '@/lib/store/annotation-kinds';
import { MarkText } from '../_components/charts/mark-text';
import { visible } from '../_components/format/foreign-text';
import { toLocalInput } from '../_components/format/local-input';
import { AnnotationForm } from '../_components/ui/annotation-form';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import { filterName, filterTitle } from './filter-words';

/** What did people and programs say happened? */
export async function annotations(timeZone: string, mayChange: boolean) {
  const rows = await annotationList(await storeFor('viewer'));
  return (
    <>
      <PanelHeader
        title={rows.length === 1 ? 'One annotation' : `${rows.length} annotations`}
        note="Charts mark them, and besides them incidents and changes of settings, which need no annotation"
      />
      {rows.length === 0 && (
        <EmptyState title="Nothing is annotated yet">
          Deployments, DNS changes, campaigns: whatever may explain a change in the charts. Press Ctrl or ⌘
          and click on a chart to annotate that time; programs post to /api/v1/annotations.
        </EmptyState>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.id} id={`annotation-${row.id}`} className="border-line border-b py-2">
            <div className="flex items-start justify-between gap-4">
              <div className="min-w-0 text-xs">
                <MarkText mark={markOf(row)} timeZone={timeZone} />
                {row.scope && <p className="text-ink-3">Only of {scopeWords(row.scope)}</p>}
              </div>
              {mayChange && (
                <form action={removeAnnotationHere}>
                  <input type="hidden" name="id" value={row.id} />
                  <SubmitButton label={`Remove: ${visible(row.text)}`}>Remove</SubmitButton>
                </form>
              )}
            </div>
            {mayChange && <Change row={row} timeZone={timeZone} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const scopeWords = (scope: string): string =>
  readFilters(scope)
    .map(
      ({ dimension, value, excluded }) =>
        `${filterName(dimension)} ${excluded ? 'not ' : ''}${filterTitle(dimension, value)}`,
    )
    .join(', ');

const markOf = ({ id, kind, text, startsAt, endsAt, link, createdBy }: AnnotationRow) => ({
  ...{ id: String(id), kind: 'annotation' as const, name: annotationKindTitle(kind), text, href: link },
  ...{ at: startsAt.getTime(), until: endsAt?.getTime() ?? null, by: createdBy },
});

function Change({ row, timeZone }: { row: AnnotationRow; timeZone: string }) {
  return (
    <details className="mt-1">
      <summary className="w-max text-ink-2 text-xs hover:text-ink">Change</summary>
      <div className="max-w-xl py-3">
        <AnnotationForm
          id={row.id}
          initial={{
            ...{ kind: row.kind, text: row.text, link: row.link ?? '', scope: row.scope },
            startsAt: toLocalInput(row.startsAt, timeZone),
            endsAt: row.endsAt ? toLocalInput(row.endsAt, timeZone) : '',
          }}
          timeZone={timeZone}
          submit={annotate}
        />
      </div>
    </details>
  );
}

/** What else happened? */
export function annotationEditor(timeZone: string) {
  const startsAt = toLocalInput(Date.now(), timeZone);
  return (
    <>
      <PanelHeader title="A new one" />
      <AnnotationForm
        initial={{ kind: 'deploy', text: '', startsAt, endsAt: '', link: '', scope: '' }}
        timeZone={timeZone}
        submit={annotate}
      />
    </>
  );
}

import { Download } from 'lucide-react';
import { mayActAs, type Visitor } from '@/lib/auth/person';
import { readEnv } from '@/lib/env';
import { EXPORT_FORMATS } from '@/lib/suppression/export-formats';
import { exact } from '../_components/format/number';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { suppressionCounts } from './answers';

/** How does the list get to where mail is sent from? */
export async function suppressionExport(visitor: Visitor) {
  const { suppressed, withoutAddress } = await suppressionCounts();
  const exported = suppressed - withoutAddress;
  if (!readEnv().keepsSuppressedAddresses) {
    return (
      <>
        <PanelHeader title="No list can be exported" />
        <EmptyState title="Addresses are not kept">
          BOUNCEBOARD_SUPPRESSED_ADDRESSES is none. Set it to sealed to keep them, encrypted, from now on.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PanelHeader
        title={`Export ${exact(exported)} of ${exact(suppressed)} addresses`}
        note={
          withoutAddress > 0
            ? `Of ${exact(withoutAddress)} only the masked form is known: they bounced before addresses were kept.`
            : 'In full, in the form that the sending service takes. Each export is written to the audit log.'
        }
      />
      {mayActAs(visitor, 'operator') ? (
        <ul>
          {EXPORT_FORMATS.map(({ id, title, goesTo }) => (
            <li key={id} className="border-line border-b">
              <a
                href={`/api/v1/suppressions/export?format=${id}`}
                download
                className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 py-1.5 hover:bg-raised"
              >
                <Download aria-hidden className="mt-0.5 size-3.5 text-ink-3" />
                <span>
                  {title}
                  <span className="block text-ink-3 text-xs [overflow-wrap:anywhere]">{goesTo}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-ink-2">Operators export it.</p>
      )}
    </>
  );
}

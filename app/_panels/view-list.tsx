import Link from 'next/link';
import { openViewByDefault, removeViewHere, renameViewHere } from '@/app/(dashboard)/settings/views/actions';
import { mayActAs, type Visitor } from '@/lib/auth/person';
import type { SavedViewRow } from '@/lib/queries/saved-views';
import { visible } from '../_components/format/foreign-text';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import { savedViews } from './answers';

/** Which pages are kept, and which of them opens first? */
export async function viewList(visitor: Visitor) {
  const views = await savedViews(visitor.id);
  const mayShare = mayActAs(visitor, 'operator');
  return (
    <>
      <PanelHeader
        title={views.length === 1 ? 'One view' : `${views.length} views`}
        note="A page with its range and filters. The one that opens first is what the bare address shows."
      />
      {views.length === 0 && (
        <EmptyState title="None yet">
          Set a page up as you like it, then press the bookmark beside the range.
        </EmptyState>
      )}
      <ul>
        {views.map((view) => (
          <View key={view.id} view={view} visitor={visitor} mayShare={mayShare} />
        ))}
      </ul>
    </>
  );
}

function View({ view, visitor, mayShare }: { view: SavedViewRow; visitor: Visitor; mayShare: boolean }) {
  const mayChange = view.isShared ? mayShare : true;
  return (
    <li className="grid gap-x-8 gap-y-1.5 border-line border-b py-2.5 lg:grid-cols-[minmax(0,1fr)_auto]">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <Link
          href={view.href}
          className="font-medium underline-offset-2 [overflow-wrap:anywhere] hover:underline"
        >
          {visible(view.name)}
        </Link>
        <span className="text-ink-3 text-xs">
          {view.isShared ? `everybody’s, by ${visible(view.createdBy)}` : 'yours alone'}
          {view.opensForAll && ', opens first for everybody'}
          {view.opensForMe && ', opens first for you'}
        </span>
      </p>
      <p className="min-w-0 truncate font-mono text-ink-3 text-xs lg:row-start-2">
        {visible(decoded(view.href))}
      </p>
      <div className="flex flex-wrap items-start gap-2 lg:row-span-2 lg:self-center">
        {visitor.id !== null && <Opening view={view} whose="me" opens={view.opensForMe} />}
        {mayShare && view.isShared && <Opening view={view} whose="everybody" opens={view.opensForAll} />}
        {mayChange && (
          <>
            <details className="group relative open:max-lg:w-full">
              <summary
                aria-label={`New name for ${visible(view.name)}`}
                className="inline-block list-none border border-line-strong px-2.5 py-0.5 text-xs hover:bg-raised [&::-webkit-details-marker]:hidden"
              >
                New name
              </summary>
              <form action={renameViewHere} className="mt-1.5 flex items-center gap-1">
                <input type="hidden" name="id" value={view.id} />
                <input
                  name="name"
                  aria-label={`New name of ${visible(view.name)}`}
                  defaultValue={view.name}
                  required
                  maxLength={80}
                  className="w-44 border border-line-strong bg-surface px-2 py-1 text-xs max-lg:min-w-0 max-lg:flex-1"
                />
                <SubmitButton label={`Rename: ${visible(view.name)}`}>Rename</SubmitButton>
              </form>
            </details>
            <form action={removeViewHere}>
              <input type="hidden" name="id" value={view.id} />
              <SubmitButton label={`Remove: ${visible(view.name)}`}>Remove</SubmitButton>
            </form>
          </>
        )}
      </div>
    </li>
  );
}

const FOR = { me: 'for me', everybody: 'for everybody' };

function Opening({ view, whose, opens }: { view: SavedViewRow; whose: 'me' | 'everybody'; opens: boolean }) {
  const words = opens ? `Not first ${FOR[whose]}` : `Open first ${FOR[whose]}`;
  return (
    <form action={openViewByDefault}>
      <input type="hidden" name="whose" value={whose} />
      <input type="hidden" name="id" value={opens ? '' : view.id} />
      <SubmitButton label={`${words}: ${visible(view.name)}`}>{words}</SubmitButton>
    </form>
  );
}

/** For people; half an escape stays as it is. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

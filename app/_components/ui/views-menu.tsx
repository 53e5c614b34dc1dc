'use client';

import { Popover } from '@base-ui/react/popover';
import { Bookmark } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useActionState, useState } from 'react';
import { visible } from '../format/foreign-text';
import { type Answer, AnswerLine } from './answer';
import { SubmitButton } from './submit-button';

export interface ViewEntry {
  id: number;
  name: string;
  href: string;
  /** Everybody's, and not one's own. */
  isShared: boolean;
  /** Opens at the bare address. */
  opensFirst: boolean;
}

/** The pages that were kept, and a way to keep this one as it stands. */
export function ViewsMenu({
  views,
  save,
  mayShare,
  hasOwn,
}: {
  views: readonly ViewEntry[];
  save: (before: Answer | null, form: FormData) => Promise<Answer>;
  mayShare: boolean;
  /** Whether there is an account to keep something for: else all is everybody's. */
  hasOwn: boolean;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label="Saved views"
        title="Saved views"
        className="p-1.5 text-ink-2 hover:bg-raised hover:text-ink"
      >
        <Bookmark aria-hidden className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="w-72 border border-line-strong bg-surface py-1 shadow-xl outline-none">
            <Popover.Title className="px-3 py-1 font-semibold text-sm">Saved views</Popover.Title>
            {views.length === 0 && <p className="px-3 pb-1 text-ink-3 text-xs">None yet</p>}
            <ul className="max-h-72 overflow-y-auto">
              {views.map(({ id, name, href, isShared }) => (
                <li key={id}>
                  <Link
                    href={href}
                    onClick={() => setOpen(false)}
                    className="flex items-baseline gap-2 px-3 py-1.5 hover:bg-raised"
                  >
                    <span className="min-w-0 truncate">{visible(name)}</span>
                    {isShared && hasOwn && <span className="ml-auto text-ink-3 text-xs">everybody’s</span>}
                  </Link>
                </li>
              ))}
            </ul>
            {(hasOwn || mayShare) && <SaveForm save={save} mayShare={mayShare} hasOwn={hasOwn} />}
            {mayShare && <ShareLink onClick={() => setOpen(false)} />}
            <Link
              href="/settings/views"
              onClick={() => setOpen(false)}
              className="block border-line border-t px-3 py-1.5 text-ink-2 text-xs hover:bg-raised"
            >
              Rename, remove, choose what opens first
            </Link>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SaveForm({
  save,
  mayShare,
  hasOwn,
}: {
  save: (before: Answer | null, form: FormData) => Promise<Answer>;
  mayShare: boolean;
  hasOwn: boolean;
}) {
  const [answer, send] = useActionState(save, null);
  const query = useSearchParams().toString();
  const pathname = usePathname();
  return (
    <form action={send} className="grid gap-2 border-line border-t px-3 py-2">
      {/* Bare, the address opens whatever is to open first. */}
      <input type="hidden" name="href" value={query ? `${pathname}?${query}` : `${pathname}?range=24h`} />
      <label className="grid gap-1 text-ink-2 text-xs">
        Keep this page as
        <input
          name="name"
          required
          maxLength={80}
          autoComplete="off"
          className="border border-line-strong bg-page px-2 py-1 text-ink text-sm"
        />
      </label>
      {mayShare && hasOwn && (
        <label className="flex items-center gap-2 text-xs">
          <input type="checkbox" name="shared" /> For everybody
        </label>
      )}
      <label className="flex items-center gap-2 text-xs">
        <input type="checkbox" name="opens" /> Opens first{hasOwn ? '' : ', for everybody'}
      </label>
      <AnswerLine answer={answer} fields={[]} />
      <div>
        <SubmitButton label="Save the view">Save</SubmitButton>
      </div>
    </form>
  );
}

/** The way to a secret link to this page. */
function ShareLink({ onClick }: { onClick: () => void }) {
  const query = useSearchParams().toString();
  const of = `${usePathname()}${query && `?${query}`}`;
  return (
    <Link
      href={`/settings/shares?${new URLSearchParams({ of })}`}
      onClick={onClick}
      className="block border-line border-t px-3 py-1.5 text-ink-2 text-xs hover:bg-raised"
    >
      Share this page by a secret link
    </Link>
  );
}

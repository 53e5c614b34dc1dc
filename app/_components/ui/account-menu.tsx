'use client';

import { Popover } from '@base-ui/react/popover';
import { UserRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';

/** Who is logged in, their settings, and the way out. */
export function AccountMenu({
  name,
  role,
  places,
  logOut,
}: {
  name: string;
  role: string;
  places: readonly { href: string; title: string }[];
  /** null: nobody logs in here yet. */
  logOut: (() => Promise<void>) | null;
}) {
  const [open, setOpen] = useState(false);
  const entry = 'block w-full px-3 py-1.5 text-left hover:bg-raised';
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Account: ${name}`}
        title={name}
        className="p-1.5 text-ink-2 hover:bg-raised hover:text-ink"
      >
        <UserRound aria-hidden className="size-4" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="w-56 border border-line-strong bg-surface py-1 shadow-xl outline-none">
            <Popover.Title className="border-line border-b px-3 py-1.5">
              <span className="block truncate font-semibold">{name}</span>
              <span className="block text-ink-3 text-xs">{role}</span>
            </Popover.Title>
            {places.map(({ href, title }) => (
              <Link key={href} href={href} onClick={() => setOpen(false)} className={entry}>
                {title}
              </Link>
            ))}
            {logOut && (
              <form action={logOut} className="border-line border-t">
                <button type="submit" className={entry}>
                  Log out
                </button>
              </form>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

'use client';

import { Popover } from '@base-ui/react/popover';
import { ChevronDown, Ellipsis } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { Place } from './places';

/** The pages that found no room in the bar, one press away. */
export function NavMore({
  places,
  className,
}: {
  places: readonly (Pick<Place, 'href' | 'title' | 'Icon'> & { here: boolean })[];
  className: string;
}) {
  const [open, setOpen] = useState(false);
  const here = places.find((place) => place.here);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={className}
        aria-current={here ? 'page' : undefined}
        aria-label={here ? `More pages, now ${here.title}` : 'More pages'}
      >
        <Ellipsis aria-hidden className="size-4 md:hidden" />
        <span className="max-w-full truncate">{here?.title ?? 'More'}</span>
        <ChevronDown aria-hidden className="hidden size-3.5 text-ink-3 md:block" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-50">
          <Popover.Popup className="w-56 border border-line-strong bg-surface py-1 shadow-xl outline-none">
            <Popover.Title className="sr-only">More pages</Popover.Title>
            <ul>
              {places.map(({ href, title, Icon, here: isHere }) => (
                <li key={href}>
                  <Link
                    href={href}
                    onClick={() => setOpen(false)}
                    aria-current={isHere ? 'page' : undefined}
                    className="flex items-center gap-2.5 px-3 py-2.5 hover:bg-raised aria-[current=page]:font-medium md:py-1.5"
                  >
                    <Icon aria-hidden className="size-4 text-ink-3" />
                    {title}
                  </Link>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

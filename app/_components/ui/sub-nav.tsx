'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { carryQuestion } from './question-link';

/** The pages of one place. The first is the place itself. */
export function SubNav({ label, places }: { label: string; places: { href: string; title: string }[] }) {
  const pathname = usePathname();
  const query = useSearchParams();
  const here = places.toReversed().find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-4 flex overflow-x-auto border-line border-b px-4 lg:mx-0 lg:px-0"
    >
      {places.map((place) => (
        <Link
          key={place.href}
          href={carryQuestion(place.href, query)}
          aria-current={place === here ? 'page' : undefined}
          className="-mb-px whitespace-nowrap border-transparent border-b-2 px-3 py-1.5 text-ink-2 first:pl-0 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {place.title}
        </Link>
      ))}
    </nav>
  );
}

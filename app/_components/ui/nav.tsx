'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { NavMore } from './nav-more';
import { isHere, PLACES } from './places';
import { carryQuestion } from './question-link';

const ENTRY =
  'min-w-0 flex-1 flex-col items-center gap-0.5 border-transparent border-t-2 px-0.5 py-1.5 text-2xs text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink md:flex-none md:flex-row md:border-t-0 md:border-b-2 md:px-2.5 md:py-3 md:text-[13px]';

/** Beside the name on a desk, under the thumb on a phone. What finds no room is under “More”. The chosen range comes
 * along. */
export function Nav({ hasFirstView }: { hasFirstView: boolean }) {
  const pathname = usePathname();
  const query = useSearchParams();
  const fits = PLACES.length > 5 ? ({ first }: { first: boolean }) => first : () => true;
  // The bare address opens a view that was chosen; this is the way to the overview itself.
  const linkTo = (href: string) => {
    const link = carryQuestion(href, query);
    return link === '/' && hasFirstView ? '/?range=24h' : link;
  };
  const rest = PLACES.filter((place) => !fits(place));
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface md:static md:border-0 md:bg-transparent"
    >
      {PLACES.map((place) => (
        <Link
          key={place.href}
          href={linkTo(place.href)}
          aria-current={isHere(place.href, pathname) ? 'page' : undefined}
          className={`${ENTRY} ${fits(place) ? 'flex' : 'hidden min-[1400px]:flex'}`}
        >
          <place.Icon aria-hidden className="size-4 md:hidden" />
          {place.title}
        </Link>
      ))}
      {rest.length > 0 && (
        <NavMore
          places={rest.map(({ href, ...place }) => ({
            ...place,
            href: linkTo(href),
            here: isHere(href, pathname),
          }))}
          className={`${ENTRY} flex min-[1400px]:hidden`}
        />
      )}
    </nav>
  );
}

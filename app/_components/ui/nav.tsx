'use client';

import { Activity, BellRing, Hash, Inbox, LogIn } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { carryQuestion } from './question-link';

const PLACES = [
  { href: '/', title: 'Overview', Icon: Activity },
  { href: '/providers', title: 'Providers', Icon: Inbox },
  { href: '/codes', title: 'Codes', Icon: Hash },
  { href: '/alerts', title: 'Alerts', Icon: BellRing },
  { href: '/sources', title: 'Sources', Icon: LogIn },
];

/** Beside the name on a desk, under the thumb on a phone. The chosen range comes along. */
export function Nav() {
  const pathname = usePathname();
  const query = useSearchParams();
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface md:static md:border-0 md:bg-transparent"
    >
      {PLACES.map(({ href, title, Icon }) => {
        const here = href === '/' ? pathname === '/' : pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={carryQuestion(href, query)}
            aria-current={here ? 'page' : undefined}
            className="flex min-w-0 flex-1 flex-col items-center gap-0.5 border-transparent border-t-2 px-1 py-1.5 text-2xs text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink md:flex-none md:border-t-0 md:border-b-2 md:px-3 md:py-3 md:text-[13px]"
          >
            <Icon aria-hidden className="size-4 md:hidden" />
            {title}
          </Link>
        );
      })}
    </nav>
  );
}

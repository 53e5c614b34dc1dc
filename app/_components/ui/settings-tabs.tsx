'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

/** What else can be set. */
export function SettingsTabs({ places }: { places: readonly { href: string; title: string }[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className="mb-5 flex gap-x-5 overflow-x-auto border-line border-b">
      {places.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname.startsWith(href) ? 'page' : undefined}
          className="whitespace-nowrap border-transparent border-b-2 py-1.5 text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}

'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

/**
 * What is drawn once it is opened: most of it never is, and as markup it would be most of the page.
 * @param anchors what the address may name that is in it, which opens it.
 */
export function Fold({
  id,
  anchors,
  isOpen = false,
  className,
  summaryClassName,
  summary,
  children,
}: {
  id?: string;
  anchors: readonly string[];
  isOpen?: boolean;
  className: string;
  summaryClassName: string;
  summary: ReactNode;
  children: () => ReactNode;
}) {
  const details = useRef<HTMLDetailsElement>(null);
  const [wasOpened, setWasOpened] = useState(isOpen);
  const named = anchors.join(' ');
  useEffect(() => {
    const element = details.current;
    if (!element) return;
    // It may have been opened before the page was alive.
    if (element.open) setWasOpened(true);
    const look = () => {
      const asked = location.hash.slice(1);
      if (asked === '' || !named.split(' ').includes(asked)) return;
      element.open = true;
      if (element.id === asked) element.scrollIntoView();
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [named]);
  return (
    <details
      ref={details}
      id={id}
      open={isOpen}
      suppressHydrationWarning
      onToggle={({ currentTarget }) => currentTarget.open && setWasOpened(true)}
      className={className}
    >
      <summary className={summaryClassName}>{summary}</summary>
      {wasOpened && children()}
    </details>
  );
}

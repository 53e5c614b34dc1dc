import type { ReactNode } from 'react';

/** What a panel found, what it shows, and the ways of looking at it. */
export function PanelHeader({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="mb-2 flex items-start gap-x-4 gap-y-1 max-sm:flex-wrap">
      <div className="mr-auto min-w-0">
        <h2 className="text-balance font-semibold text-sm">{title}</h2>
        {note && <p className="text-ink-3 text-xs">{note}</p>}
      </div>
      {children && <div className="flex shrink-0 items-center gap-2">{children}</div>}
    </header>
  );
}

import type { ReactNode } from 'react';

/** Nothing to show, why, and what to do next. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border-line-strong border-l-2 py-2 pl-3">
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 max-w-prose text-ink-2">{children}</div>}
    </div>
  );
}

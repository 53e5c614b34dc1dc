import type { ReactNode } from 'react';

/** Where one is, and what belongs to it. */
export function PageTitle({
  title,
  mono = false,
  children,
}: {
  title: string;
  mono?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <h1 className={`font-semibold text-xl tracking-tight ${mono ? 'font-mono' : ''}`}>{title}</h1>
      {children}
    </div>
  );
}

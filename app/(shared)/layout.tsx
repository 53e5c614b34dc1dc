import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Mark } from '../_components/ui/mark';
import { Refresh } from '../_components/ui/refresh';
import { ThemeSwitch } from '../_components/ui/theme-switch';

/** Around what somebody sees who has a link and no account. */
export default async function SharedLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <>
      <header className="border-line border-b bg-page">
        <div className="mx-auto flex h-12 max-w-[1760px] items-center gap-2 px-4 lg:px-6">
          <span className="flex items-center gap-2 font-semibold text-sm tracking-tight">
            <Mark /> Bounceboard
          </span>
          <div className="ml-auto flex items-center gap-2">
            <Refresh renderedAt={Date.now()} />
            <ThemeSwitch />
          </div>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-[1760px] px-4 pt-4 pb-10 lg:px-6">
        {children}
      </main>
    </>
  );
}

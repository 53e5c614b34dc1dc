import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { Mark } from '../_components/ui/mark';

export default async function AuthLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-start px-4 pt-[18vh] pb-10">
      <p className="mb-6 flex items-center gap-2 font-semibold text-sm tracking-tight">
        <Mark /> Bounceboard
      </p>
      {children}
    </main>
  );
}

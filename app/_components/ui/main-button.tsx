'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';

/** What the page is for: sends its form, once. */
export function MainButton({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      disabled={pending}
      className="border border-ink bg-ink px-3 py-1.5 font-medium text-page text-sm disabled:opacity-50"
    >
      {children}
    </button>
  );
}

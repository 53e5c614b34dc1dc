'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';

/** Sends its form, once. */
export function SubmitButton({ label, children }: { label: string; children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      disabled={pending}
      aria-label={label}
      className="border border-line-strong px-2.5 py-0.5 text-ink text-xs hover:bg-raised disabled:opacity-60"
    >
      {children}
    </button>
  );
}

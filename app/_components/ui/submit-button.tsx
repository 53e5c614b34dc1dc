'use client';

import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { visible } from '../format/foreign-text';

/** Sends its form, once. Labels name what people and servers have named. */
export function SubmitButton({
  label,
  strong = false,
  children,
}: {
  label: string;
  /** What one came for. */
  strong?: boolean;
  children: ReactNode;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      disabled={pending}
      aria-label={visible(label)}
      className={`border disabled:opacity-60 ${strong ? 'border-ink bg-ink px-3 py-1 font-medium text-page' : 'border-line-strong px-2.5 py-0.5 text-ink text-xs hover:bg-raised'}`}
    >
      {children}
    </button>
  );
}

'use client';

import { Eye } from 'lucide-react';
import { type ReactNode, useActionState } from 'react';

/** Shows what is masked, to those who may, once they ask for it. */
export function ShowButton({
  id,
  label,
  show,
}: {
  id: string;
  label: string;
  show: (before: ReactNode, form: FormData) => Promise<ReactNode>;
}) {
  const [shown, ask, asking] = useActionState(show, null);
  return (
    <div className="min-w-0">
      <form action={ask}>
        <input type="hidden" name="id" value={id} />
        <button
          type="submit"
          disabled={asking}
          className="inline-flex items-center gap-1.5 border border-line-strong px-2.5 py-1 text-xs hover:bg-raised disabled:opacity-60"
        >
          <Eye aria-hidden className="size-3.5" /> {label}
        </button>
      </form>
      <div aria-live="polite" className="mt-1">
        {shown}
      </div>
    </div>
  );
}

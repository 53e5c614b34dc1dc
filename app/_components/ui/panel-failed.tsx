'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

/** What is shown in a failed panel's place. */
export function PanelFailed({ name, fault, retry }: { name: string; fault: string; retry?: () => void }) {
  const router = useRouter();
  const [retrying, startRetry] = useTransition();
  return (
    <div role="alert" className="border-bad border-l-2 py-2 pl-3">
      <p className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden className="size-4 text-bad" /> {name} could not be loaded
      </p>
      <p className="mt-1 text-ink-2">{fault}</p>
      <button
        type="button"
        disabled={retrying}
        onClick={() => startRetry(retry ?? (() => router.refresh()))}
        className="mt-2 inline-flex items-center gap-1.5 border border-line-strong px-2.5 py-1 hover:bg-raised disabled:opacity-60"
      >
        <RotateCw aria-hidden className="size-3.5" /> {retrying ? 'Retrying' : 'Retry'}
      </button>
    </div>
  );
}

'use client';

import { Check, Link2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { pinned } from '@/lib/queries/range-steps';
import { readTimeRange } from '@/lib/queries/time-range';

const SAID_MS = 2000;

/** The page's address for somebody else: as it moves with the clock, or with the times that it shows now. */
export function CopyLink({ timeZone }: { timeZone: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'moving' | 'fixed' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const copy = async (kind: 'moving' | 'fixed') => {
    const link = kind === 'fixed' ? fixedLink(location.href, timeZone) : location.href;
    // Browsers lend the clipboard to https and to this machine only; elsewhere the link is shown, ready for a key.
    if (!navigator.clipboard) {
      setShown(link);
      requestAnimationFrame(() => field.current?.select());
      return;
    }
    await navigator.clipboard.writeText(link);
    setCopied(kind);
    setTimeout(() => setCopied(null), SAID_MS);
  };
  return (
    <>
      <div className="flex flex-wrap gap-x-3 gap-y-1 text-xs">
        {(['fixed', 'moving'] as const).map((kind) => {
          const Icon = copied === kind ? Check : Link2;
          return (
            <button
              key={kind}
              type="button"
              onClick={() => void copy(kind)}
              className="inline-flex items-center gap-1 py-1 text-accent underline underline-offset-2"
            >
              <Icon aria-hidden className="size-3.5" />
              {copied === kind ? 'Copied' : kind === 'fixed' ? 'Copy link with fixed times' : 'Copy link'}
            </button>
          );
        })}
      </div>
      {shown !== null && (
        <input
          ref={field}
          readOnly
          value={shown}
          aria-label="The link"
          className="mt-1 w-full border border-line-strong bg-page px-2 py-1 font-mono text-xs"
        />
      )}
    </>
  );
}

function fixedLink(href: string, timeZone: string): string {
  const url = new URL(href);
  const query = Object.fromEntries(url.searchParams);
  const change = pinned(readTimeRange(query, new Date(), timeZone));
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

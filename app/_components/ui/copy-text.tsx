'use client';

import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';

const SAID_MS = 2000;

/** Text to paste elsewhere: a DNS record, a line of configuration, a command. */
export function CopyText({ text }: { text: string }) {
  const code = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Browsers lend the clipboard to https and to this machine only; elsewhere the text is selected, ready for a key.
    if (!navigator.clipboard) {
      if (code.current) getSelection()?.selectAllChildren(code.current);
      return;
    }
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  const Icon = copied ? Check : Copy;
  return (
    <span className="mt-1 flex items-start bg-raised">
      <code
        ref={code}
        className="min-w-0 flex-1 whitespace-pre-wrap px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]"
      >
        {text}
      </code>
      <button
        type="button"
        onClick={() => void copy()}
        className="inline-flex shrink-0 items-center gap-1 px-2 py-1 text-2xs text-ink-2 hover:text-ink"
      >
        <Icon aria-hidden className="size-3" /> {copied ? 'Copied' : 'Copy'}
      </button>
    </span>
  );
}

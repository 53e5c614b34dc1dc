'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { carryQuestion } from './question-link';
import type { Pressed } from './shortcut-keys';
import { useShortcutKeys } from './use-shortcut-keys';

// Fetched by those who open them.
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette));
const KeySheet = dynamic(() => import('./key-sheet').then((module) => module.KeySheet));

/** What a page is searched by. */
const SEARCH = 'main input[type=search], main textarea[name=asked]';

/** The keyboard's ways through the dashboard, and a button for those who come without one. */
export function Keyboard() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const router = useRouter();
  const query = useSearchParams();
  const openPalette = useCallback(() => setOpen('palette'), []);
  const act = useCallback(
    (pressed: NonNullable<Pressed>) => {
      if (pressed.kind === 'place') return router.push(carryQuestion(pressed.href, query));
      if (pressed.shortcut === 'help') return setOpen('keys');
      if (pressed.shortcut === 'search') {
        const search = document.querySelector<HTMLElement>(SEARCH);
        return search ? search.focus() : setOpen('palette');
      }
      // The range's own buttons, where the page has a range.
      document.querySelector<HTMLElement>(`[data-shortcut=${pressed.shortcut}]`)?.click();
    },
    [router, query],
  );
  useShortcutKeys(act, openPalette);
  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        aria-label="Search or go to"
        aria-keyshortcuts="Control+K Meta+K"
        title="Search or go to (Ctrl K)"
        className="p-1.5 text-ink-2 hover:bg-raised hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
      </button>
      {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} onKeys={() => setOpen('keys')} />}
      {open === 'keys' && <KeySheet onClose={() => setOpen(null)} />}
    </>
  );
}

'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { CHORD_MS, meaningOfKey, type Pressed } from './shortcut-keys';

const OFF = 'bounceboard-keys-off';
const listeners = new Set<() => void>();

/** Whether single keys do something here, as this browser remembers it (WCAG 2.1.4: they can be turned off). */
export function useKeysOn(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(OFF) === null,
    () => true,
  );
  return [
    on,
    (wanted) => {
      if (wanted) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, 'yes');
      for (const listener of listeners) listener();
    },
  ];
}

/** Where keys are text, or move a slider, or belong to what is open above the page. */
const TAKES_KEYS = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]';

/** Calls back for a single key, or for the one after `g`; and for Ctrl or ⌘ with K anywhere. */
export function useShortcutKeys(act: (pressed: NonNullable<Pressed>) => void, openPalette: () => void): void {
  const [on] = useKeysOn();
  const chordUntil = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (
        event.key.toLowerCase() === 'k' &&
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey
      ) {
        event.preventDefault();
        openPalette();
        return;
      }
      if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return;
      const afterG = event.timeStamp < chordUntil.current;
      chordUntil.current = !afterG && event.key === 'g' ? event.timeStamp + CHORD_MS : 0;
      const pressed = meaningOfKey(event.key, afterG);
      if (!pressed) return;
      event.preventDefault();
      act(pressed);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on, act, openPalette]);
}

import { PLACES } from './places';

/** What a key is for; places are reached by `g` and their own. */
export type Shortcut = 'help' | 'search' | 'range' | 'earlier' | 'later';

export const KEYS: readonly { key: string; shortcut: Shortcut; words: string }[] = [
  { key: '/', shortcut: 'search', words: 'Search on this page, or everywhere' },
  { key: 't', shortcut: 'range', words: 'Choose the time range' },
  { key: '[', shortcut: 'earlier', words: 'Earlier' },
  { key: ']', shortcut: 'later', words: 'Later' },
  { key: '?', shortcut: 'help', words: 'These keys' },
];

/** How long a `g` waits for the key after it. */
export const CHORD_MS = 1500;

export type Pressed = { kind: 'shortcut'; shortcut: Shortcut } | { kind: 'place'; href: string } | null;

/** What a key means, pressed by itself or after `g`. */
export function meaningOfKey(key: string, afterG: boolean): Pressed {
  if (afterG) {
    const place = PLACES.find(({ chord }) => chord === key);
    return place ? { kind: 'place', href: place.href } : null;
  }
  const row = KEYS.find((one) => one.key === key);
  return row ? { kind: 'shortcut', shortcut: row.shortcut } : null;
}

'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useSyncExternalStore } from 'react';

const THEMES = [
  { id: 'system', title: 'As the system', Icon: Monitor },
  { id: 'light', title: 'Light', Icon: Sun },
  { id: 'dark', title: 'Dark', Icon: Moon },
];

const never = () => () => {};

/** System, light, dark: a press is the next one. */
export function ThemeSwitch() {
  const { theme = 'system', setTheme } = useTheme();
  // The choice is stored in the browser, so the server's markup cannot know it.
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const index = inBrowser ? THEMES.findIndex(({ id }) => id === theme) : 0;
  const { title, Icon } = THEMES[Math.max(0, index)]!;
  const next = THEMES[(index + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      onClick={() => setTheme(next.id)}
      aria-label={`Theme: ${title}. Change to: ${next.title}`}
      title={`Theme: ${title}`}
      className="p-1.5 text-ink-2 hover:bg-raised hover:text-ink"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}

import { z } from 'zod';

/** Something to go to. Also what the server answers with. */
export const PaletteEntries = z.array(
  z.object({ group: z.string(), title: z.string(), note: z.string(), href: z.string() }),
);
export type PaletteEntry = z.infer<typeof PaletteEntries>[number];

/** Of one kind, as many as are shown at once: what is meant is typed sooner than it is read. */
const MOST_OF_GROUP = 8;

/** What contains all that was typed, in the order of the groups; what begins with it comes first. */
export function found<Entry extends Pick<PaletteEntry, 'group' | 'title' | 'note'>>(
  entries: readonly Entry[],
  typed: string,
): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const text = `${entry.title} ${entry.note} ${entry.group}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  const begins = ({ title }: Entry) => (title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => begins(a) - begins(b)).slice(0, MOST_OF_GROUP),
  );
}

'use client';

import { Dialog } from '@base-ui/react/dialog';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { QUICK_RANGES } from '@/lib/queries/time-range';
import { useAnnotate } from './annotate';
import { found, PaletteEntries, type PaletteEntry } from './palette-entry';
import { PLACES } from './places';
import { carryQuestion } from './question-link';

type Command = Omit<PaletteEntry, 'href'> & { run: () => void };

/** One box that leads everywhere: pages, providers, codes, sources, views, and what else can be done. */
export function CommandPalette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Popup className="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl border border-line-strong bg-surface shadow-xl outline-none">
          <Dialog.Title className="sr-only">Search or go to</Dialog.Title>
          <Palette onClose={onClose} onKeys={onKeys} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useState(0);
  const [state, entries] = useEntries();
  const commands = useCommands(entries, onKeys);
  const shown = found(commands, typed);
  const current = Math.min(chosen, shown.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) choose((current + step + shown.length) % shown.length);
    else if (event.key === 'Enter') run(shown[current]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown[current] ? `${id}-${current}` : undefined}
        aria-label="Search or go to"
        placeholder="A page, a provider, a code, a source, a view, or what to do"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          choose(0);
        }}
        onKeyDown={press}
        autoComplete="off"
        spellCheck={false}
        className="w-full border-line border-b bg-transparent px-4 py-3 text-base outline-none placeholder:text-ink-3"
      />
      <div id={`${id}-list`} role="listbox" aria-label="Found" className="max-h-[60vh] overflow-y-auto py-1">
        {shown.map((command, index) => (
          <Option
            key={`${command.group} ${command.title} ${command.note}`}
            id={`${id}-${index}`}
            command={command}
            heading={command.group !== shown[index - 1]?.group}
            selected={index === current}
            onPoint={() => choose(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      <p
        role="status"
        className={shown.length > 0 && state !== 'failed' ? 'sr-only' : 'px-4 pb-3 text-ink-3'}
      >
        {state === 'failed'
          ? 'Providers, codes, sources and views could not be read: try again.'
          : shown.length > 0
            ? `${shown.length} found`
            : state === 'loading'
              ? 'Looking …'
              : 'Nothing is called that.'}
      </p>
    </>
  );
}

function Option({
  id,
  command,
  heading,
  selected,
  onPoint,
  onRun,
}: {
  id: string;
  command: Command;
  /** The first of its group. */
  heading: boolean;
  selected: boolean;
  onPoint: () => void;
  onRun: () => void;
}) {
  return (
    <>
      {heading && (
        <div role="presentation" className="px-4 pt-2 pb-0.5 text-2xs text-ink-3">
          {command.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's, which keeps the focus */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={selected}
        ref={(element) => (selected ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
        onPointerMove={onPoint}
        onClick={onRun}
        className="flex cursor-pointer items-baseline gap-3 px-4 py-1.5 aria-selected:bg-raised"
      >
        <span className="min-w-0 truncate">{command.title}</span>
        <span className="ml-auto max-w-[50%] shrink-0 truncate text-ink-3 text-xs">{command.note}</span>
      </div>
    </>
  );
}

type State = 'loading' | 'there' | 'failed';

/** What the store knows to go to, asked when the box opens. */
function useEntries(): [State, readonly PaletteEntry[]] {
  const [loaded, setLoaded] = useState<[State, readonly PaletteEntry[]]>(['loading', []]);
  useEffect(() => {
    const controller = new AbortController();
    fetch('/api/palette', { signal: controller.signal })
      .then(async (answer) => setLoaded(['there', PaletteEntries.parse(await answer.json())]))
      .catch(() => controller.signal.aborted || setLoaded(['failed', []]));
    return () => controller.abort();
  }, []);
  return loaded;
}

function useCommands(entries: readonly PaletteEntry[], onKeys: () => void): Command[] {
  const router = useRouter();
  const pathname = usePathname();
  const query = useSearchParams();
  const { setTheme } = useTheme();
  const annotate = useAnnotate();
  const command = (group: string, title: string, note: string, run: () => void) => ({
    group,
    title,
    note,
    run,
  });
  const rangeTo = (range: string) => {
    const next = new URLSearchParams(query);
    for (const key of ['from', 'to']) next.delete(key);
    next.set('range', range);
    router.push(`${pathname}?${next}`);
  };
  const views = entries.filter(({ group }) => group === 'Views');
  const others = entries.filter(({ group }) => group !== 'Views');
  const go = ({ group, title, note, href }: PaletteEntry) =>
    command(group, title, note, () => router.push(group === 'Views' ? href : carryQuestion(href, query)));
  return [
    ...PLACES.map(({ href, title, chord }) =>
      command('Pages', title, `g ${chord}`, () => router.push(carryQuestion(href, query))),
    ),
    ...views.map(go),
    ...others.map(go),
    ...(annotate ? [command('Do', 'Annotate now', '', () => annotate(Date.now()))] : []),
    command('Do', 'Show the keys', '?', onKeys),
    ...['light', 'dark', 'system'].map((theme) =>
      command('Do', `Theme: ${theme === 'system' ? 'as the system' : theme}`, '', () => setTheme(theme)),
    ),
    ...QUICK_RANGES.map(({ id, title }) => command('Range', `Last ${title}`, id, () => rangeTo(id))),
  ];
}

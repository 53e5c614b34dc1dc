'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { PLACES } from './places';
import { KEYS } from './shortcut-keys';
import { useKeysOn } from './use-shortcut-keys';

const KEY = 'border border-line-strong bg-raised px-1.5 font-mono text-xs';

/** Every key that does something, and the switch that turns the single ones off. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useKeysOn();
  // Not the switch, which a press of the space bar would turn.
  const close = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open onOpenChange={(next) => next || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Popup
          initialFocus={close}
          className="fixed inset-x-3 top-[8vh] z-50 mx-auto max-h-[84vh] max-w-2xl overflow-y-auto border border-line-strong bg-surface p-4 shadow-xl outline-none"
        >
          <Dialog.Title className="mb-3 font-semibold text-sm">Keys</Dialog.Title>
          <div className="grid gap-x-10 gap-y-4 sm:grid-cols-2">
            <dl className="grid grid-cols-[minmax(0,1fr)_auto] content-start gap-y-1.5">
              <Row keys={['Ctrl', 'K']} words="Search or go to (⌘ K on a Mac)" />
              {KEYS.map(({ key, words }) => (
                <Row key={key} keys={[key]} words={words} />
              ))}
              <Row keys={['a']} words="Annotate, on a chart" />
              <Row keys={['←', '→']} words="Bucket by bucket, on a chart" />
              <Row keys={['j', 'k']} words="Down and up, in a list of events" />
            </dl>
            <dl className="grid grid-cols-[minmax(0,1fr)_auto] content-start gap-y-1.5">
              {PLACES.map(({ href, title, chord }) => (
                <Row key={href} keys={['g', chord]} words={title} />
              ))}
            </dl>
          </div>
          <label className="mt-4 flex items-center gap-2 border-line border-t pt-3">
            <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
            Single keys do this in this browser. They never do while you type.
          </label>
          <Dialog.Close
            ref={close}
            className="absolute top-3 right-3 border border-line-strong px-2 py-0.5 text-xs hover:bg-raised"
          >
            Close
          </Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Row({ keys, words }: { keys: string[]; words: string }) {
  return (
    <>
      <dt>{words}</dt>
      <dd className="flex justify-end gap-1">
        {keys.map((key) => (
          <kbd key={key} className={KEY}>
            {key}
          </kbd>
        ))}
      </dd>
    </>
  );
}

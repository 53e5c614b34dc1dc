'use client';

import { FileUp } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { bytes } from '../format/bytes';
import { visible } from '../format/foreign-text';
import { percent } from '../format/rate';
import { duration } from '../format/time';
import { Field, SelectField } from './field';
import { uploadFile } from './upload-parts';

interface Sending {
  id: number;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** For how long the server asks to be left alone, where it does. */
  waitMs: number | null;
  fault: string | null;
}

/** Brings files, one after the other, and says how far each has come. */
export function UploadForm({
  formats,
  source: preset,
  largest,
}: {
  formats: { id: string; title: string }[];
  /** The source that they go to unless another is named. */
  source: string;
  /** In words. */
  largest: string;
}) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState(preset);
  const [format, setFormat] = useState('auto');
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending[]>([]);
  const last = useRef<Promise<void>>(Promise.resolve());
  const nextId = useRef(0);
  const busy = sending.some(({ state }) => state === 'waiting' || state === 'sending');
  useKeepOpen(busy);

  function bring(files: Iterable<File>): void {
    for (const file of files) {
      const id = nextId.current++;
      const change = (changed: Partial<Sending>) =>
        setSending((all) => all.map((one) => (one.id === id ? { ...one, ...changed } : one)));
      const added: Sending = {
        ...{ id, name: file.name, sizeBytes: file.size },
        ...{ sentBytes: 0, state: 'waiting', waitMs: null, fault: null },
      };
      setSending((all) => [...all, added]);
      last.current = last.current.then(async () => {
        change({ state: 'sending' });
        try {
          await uploadFile(
            file,
            { source, format },
            (sentBytes) => change({ sentBytes }),
            (waitMs) => change({ waitMs }),
          );
          change({ state: 'sent', sentBytes: file.size });
        } catch (error) {
          change({ state: 'failed', fault: (error as Error).message });
        }
        router.refresh();
      });
    }
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    bring(event.dataTransfer.files);
  }

  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2 lg:max-w-3xl">
        <Field
          name="source"
          label="Source"
          value={source}
          onChange={setSource}
          hint="They are counted under this name; the same file twice counts once"
          fault={null}
        />
        <SelectField
          name="format"
          label="Format"
          value={format}
          onChange={setFormat}
          choices={[{ id: 'auto', title: 'Recognise it' }, ...formats]}
          fault={null}
        />
      </div>
      {/* The button in it does the same by keyboard. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a mouse's way to the button in it */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex min-h-32 flex-col items-center justify-center gap-2 border border-dashed px-4 py-6 text-center ${over ? 'border-accent bg-raised' : 'border-line-strong'}`}
      >
        <FileUp aria-hidden className="size-5 text-ink-3" />
        <input
          ref={input}
          type="file"
          multiple
          aria-label="Files"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            bring([...(target.files ?? [])]);
            target.value = '';
          }}
        />
        <p>
          Drop files here, or{' '}
          <button
            type="button"
            onClick={() => input.current?.click()}
            className="text-accent underline underline-offset-2"
          >
            choose them
          </button>
        </p>
        <p className="max-w-prose text-ink-3 text-xs">
          Logs, accounting files, mails (.eml, mbox), webhook bodies in JSON; plain, .gz or .zst, up to{' '}
          {largest} each
        </p>
      </div>
      {sending.length > 0 && (
        <ul aria-label="Files on their way">
          {sending.map((one) => (
            <Progress key={one.id} sending={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Progress({ sending: { name, sizeBytes, sentBytes, state, waitMs, fault } }: { sending: Sending }) {
  const id = useId();
  const part = `${percent(sizeBytes === 0 ? 0 : sentBytes / sizeBytes)} of ${bytes(sizeBytes)}`;
  const words = {
    waiting: 'waits for its turn',
    sending: waitMs === null ? part : `${part}; the server is busy, goes on in ${duration(waitMs)}`,
    sent: `${bytes(sizeBytes)}, here`,
    failed: fault,
  }[state];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line border-b py-1.5 sm:grid-cols-[minmax(0,1fr)_10rem_minmax(0,1fr)]">
      <span id={id} className="truncate font-mono text-xs">
        {visible(name)}
      </span>
      {state !== 'failed' && (
        <progress
          value={sentBytes}
          max={Math.max(1, sizeBytes)}
          aria-labelledby={id}
          className="h-1.5 w-full appearance-none bg-raised [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-raised [&::-webkit-progress-value]:bg-accent max-sm:order-last max-sm:col-span-2"
        />
      )}
      <span
        role={state === 'failed' ? 'alert' : undefined}
        className={state === 'failed' ? 'text-bad col-span-2' : 'text-right text-ink-2 text-xs sm:text-left'}
      >
        {words}
      </span>
    </li>
  );
}

/** A page that is left takes what has not been sent with it: the browser asks first. */
function useKeepOpen(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}

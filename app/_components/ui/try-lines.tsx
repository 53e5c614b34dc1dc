'use client';

import { type FormEvent, startTransition, useActionState, useId, useState } from 'react';
import type { TryAnswer } from '@/app/(dashboard)/sources/new/actions';
import type { Tried, TriedEvent } from '@/lib/ingest/try-records';
import { visible } from '../format/foreign-text';
import { exact } from '../format/number';
import { ACTION_NAMES, CATEGORY_NAMES } from '../format/words';
import { SelectField } from './field';

/** Lines go in, and what would be made of them comes out. */
export function TryLines({
  format: preset,
  formats,
  tryLines,
}: {
  format: string;
  formats: { id: string; title: string }[];
  tryLines: (before: TryAnswer | null, form: FormData) => Promise<TryAnswer>;
}) {
  const id = useId();
  const [format, setFormat] = useState(preset);
  const [text, setText] = useState('');
  const [answer, dispatch, pending] = useActionState(tryLines, null);
  const titleOf = (known: string) => formats.find((one) => one.id === known)?.title ?? known;
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(() => dispatch(form));
  }
  return (
    <form onSubmit={send} className="grid gap-3">
      <div>
        <label htmlFor={id} className="mb-0.5 block text-ink-2 text-xs">
          Lines, or a record
        </label>
        <textarea
          id={id}
          name="text"
          rows={5}
          value={text}
          onChange={({ target }) => setText(target.value)}
          spellCheck={false}
          className="w-full border border-line-strong bg-surface px-2 py-1 font-mono text-xs"
        />
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          name="format"
          label="Format"
          value={format}
          onChange={setFormat}
          choices={[{ id: 'auto', title: 'Recognise it' }, ...formats]}
          fault={null}
        />
        <button
          type="submit"
          disabled={pending}
          className="border border-line-strong px-3 py-1 font-medium hover:bg-raised disabled:opacity-50"
        >
          {pending ? 'Reading …' : 'Read it'}
        </button>
      </div>
      <div aria-live="polite">{answer && <Answer answer={answer} titleOf={titleOf} />}</div>
    </form>
  );
}

function Answer({ answer, titleOf }: { answer: TryAnswer; titleOf: (format: string) => string }) {
  if (answer.kind === 'fault') return <p className="text-bad">{answer.message}</p>;
  if (answer.kind === 'unrecognised') {
    const { considered } = answer;
    return (
      <p>
        <span className="font-medium text-warn">No format recognises this.</span>{' '}
        <span className="text-ink-2">
          {considered.length > 0
            ? `Considered: ${considered.map(titleOf).join(', ')}.`
            : 'Name the format, and read it again.'}
        </span>
      </p>
    );
  }
  return <Parsed tried={answer} title={titleOf(answer.format)} />;
}

function Parsed({
  tried: { events, records, unparsed },
  title,
}: {
  tried: Extract<Tried, { kind: 'parsed' }>;
  title: string;
}) {
  const counts = [
    `${exact(records.event)} with events`,
    records.context > 0 && `${exact(records.context)} of context, joined to later ones`,
    records.ignored > 0 && `${exact(records.ignored)} about something else`,
    records.unparsed > 0 && `${exact(records.unparsed)} not understood`,
  ].filter(Boolean);
  return (
    <>
      <p>
        <span className="font-medium">{title}:</span> <span className="text-ink-2">{counts.join(', ')}</span>
      </p>
      <ul className="mt-1">
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one answer is never changed, and two events may be alike
          <li key={index} className="border-line border-b py-2">
            <Event event={event} />
          </li>
        ))}
        {unparsed.map(({ reason, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={index} className="border-line border-b py-2">
            <span className="text-warn">Not understood: {visible(reason)}</span>
            <span className="block break-all font-mono text-xs">
              <bdi>{visible(text)}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Event({ event }: { event: TriedEvent }) {
  const { outcome, recipient, mxHost, replyCode, statusCode, diagnostic, verdict, at } = event;
  const codes = [replyCode, statusCode].filter((code) => code !== null).join(' ');
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">{outcome}</span>
        {codes && <span className="font-mono text-xs">{codes}</span>}
        {recipient && <span className="font-mono text-xs">{visible(recipient)}</span>}
        {mxHost && <span className="font-mono text-ink-2 text-xs">{visible(mxHost)}</span>}
        <time className="ml-auto font-mono text-ink-3 text-xs">{at.toISOString()}</time>
      </p>
      {verdict.category && (
        <p className="text-ink-2">
          {CATEGORY_NAMES[verdict.category]}
          {verdict.action && `: ${ACTION_NAMES[verdict.action]}`}{' '}
          <span className="text-ink-3 text-xs">by rule {verdict.rule}</span>
        </p>
      )}
      {diagnostic && (
        <p className="break-words font-mono text-ink-2 text-xs">
          <bdi>{visible(diagnostic)}</bdi>
        </p>
      )}
    </>
  );
}

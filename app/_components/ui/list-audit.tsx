'use client';

import { Download, FileSearch } from 'lucide-react';
import { useRef, useState } from 'react';
import { AUDIT_VERDICTS } from '@/lib/suppression/audit-verdict';
import { visible } from '../format/foreign-text';
import { exact } from '../format/number';
import { percent } from '../format/rate';
import { date } from '../format/time';
import { auditList, type ListSoFar } from './list-parts';

/** Brings a suppression list, and says which of it stand there rightly. */
export function ListAudit({ header, timeZone }: { header: string; timeZone: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [soFar, setSoFar] = useState<ListSoFar | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isDone, setIsDone] = useState(false);

  async function judge(chosen: File): Promise<void> {
    setFile(chosen);
    setSoFar(null);
    setFault(null);
    setIsDone(false);
    try {
      setSoFar(await auditList(chosen, setSoFar));
      setIsDone(true);
    } catch (error) {
      setFault((error as Error).message);
    }
  }

  function download(reinstate: readonly string[]): void {
    const url = URL.createObjectURL(new Blob([header, ...reinstate], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = 'reinstate.csv';
    link.click();
    URL.revokeObjectURL(url);
  }

  const busy = file !== null && !isDone && fault === null;
  return (
    <div className="grid gap-6">
      <div className="flex flex-col items-center justify-center gap-2 border border-line-strong border-dashed px-4 py-8 text-center">
        <FileSearch aria-hidden className="size-5 text-ink-3" />
        <input
          ref={input}
          type="file"
          aria-label="Suppression list"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) void judge(chosen);
            target.value = '';
          }}
        />
        <button
          type="button"
          disabled={busy}
          onClick={() => input.current?.click()}
          className="border border-ink bg-ink px-3 py-1.5 font-medium text-page disabled:opacity-50"
        >
          Choose a suppression list
        </button>
        <p className="max-w-prose text-ink-3 text-xs">
          CSV or text, one entry a line, as your sending service exports it. It is compared with what was
          recorded here, and nothing of it is kept.
        </p>
        {busy && (
          <p role="status" className="text-ink-2">
            Comparing {visible(file.name)}:{' '}
            {percent(file.size === 0 ? 0 : (soFar?.readBytes ?? 0) / file.size)}
            {soFar?.waits && '. Another list is being audited; this one goes on after it.'}
          </p>
        )}
        {fault && (
          <p role="alert" className="text-bad">
            {fault}
          </p>
        )}
      </div>
      {soFar && (isDone || soFar.readBytes > 0) && <Result soFar={soFar} timeZone={timeZone} />}
      {isDone && soFar && soFar.reinstate.length > 0 && (
        <p>
          <button
            type="button"
            onClick={() => download(soFar.reinstate)}
            className="inline-flex items-center gap-1.5 border border-ink bg-ink px-3 py-1.5 font-medium text-page"
          >
            <Download aria-hidden className="size-3.5" /> Download who to reinstate
          </button>
        </p>
      )}
    </div>
  );
}

function Result({ soFar: { counts, without, shown }, timeZone }: { soFar: ListSoFar; timeZone: string }) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <section aria-label="Result" className="grid gap-6">
      <div>
        <h2 className="font-semibold text-sm">{exact(total)} addresses on the list</h2>
        {without > 0 && <p className="text-ink-3 text-xs">{exact(without)} lines hold no address.</p>}
        <dl className="mt-2">
          {AUDIT_VERDICTS.map(({ id, title, means, reinstate }) => (
            <div
              key={id}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-line border-b py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)_auto]"
            >
              <dt className={reinstate && (counts[id] ?? 0) > 0 ? 'font-medium' : ''}>{title}</dt>
              <dd className="text-ink-3 text-xs leading-5 max-sm:order-last max-sm:col-span-2">
                {means}
                {reinstate && '. To be reinstated.'}
              </dd>
              <dd className="text-right">{exact(counts[id] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <ul aria-label="Examples">
        {shown.map((entry) => (
          <li
            key={entry.id}
            className="grid gap-x-4 border-line border-b py-1 sm:grid-cols-[16rem_14rem_minmax(0,1fr)_auto]"
          >
            <span className="min-w-0 break-all font-mono text-xs leading-5">{visible(entry.recipient)}</span>
            <span>{AUDIT_VERDICTS.find(({ id }) => id === entry.verdict)?.title}</span>
            <span className="min-w-0 text-ink-2 text-xs leading-5">{entry.words}</span>
            {entry.at && (
              <span className="text-ink-3 text-xs leading-5">{date(new Date(entry.at), timeZone)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

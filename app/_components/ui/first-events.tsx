'use client';

import { CheckCircle2, CircleDashed, FileQuestion, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { visible } from '../format/foreign-text';
import { exact } from '../format/number';

const POLL_MS = 2_000;
/** After this long something is likely to be wrong. */
const PATIENCE_MS = 60_000;

const Arrivals = z.object({
  receivedAt: z.string().nullable(),
  events: z.number(),
  understood: z.number(),
  unparsed: z.number(),
  waiting: z.number(),
  faults: z.array(z.string()),
  examples: z.array(z.object({ id: z.string(), reason: z.string(), text: z.string() })),
});
type Arrivals = z.infer<typeof Arrivals>;

/** Waits for what a new source brings: received, understood, not understood. */
export function FirstEvents({ sourceId, checks }: { sourceId: number; checks: readonly string[] }) {
  const { arrivals, fault, isLate } = useArrivals(sourceId);
  const nothing =
    !arrivals || (arrivals.receivedAt === null && arrivals.understood + arrivals.unparsed === 0);
  const shownFaults = [...(fault ? [fault] : []), ...(arrivals?.faults ?? [])];
  return (
    <section aria-label="First events" className="border-line border-t pt-3">
      <p role="status" className="flex items-center gap-2 font-semibold text-sm">
        <Mark arrivals={arrivals} nothing={nothing} />
      </p>
      {arrivals && !nothing && (
        <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-4">
          <Count title="Events" value={arrivals.events} />
          <Count title="Records understood" value={arrivals.understood} />
          <Count title="Not understood" value={arrivals.unparsed} warn />
          <Count title="Received, not read yet" value={arrivals.waiting} />
        </dl>
      )}
      {shownFaults.map((one) => (
        <p key={one} role="alert" className="mt-2 flex gap-2 text-bad">
          <TriangleAlert aria-hidden className="mt-1 size-3.5 shrink-0" /> {visible(one)}
        </p>
      ))}
      {arrivals && arrivals.examples.length > 0 && (
        <ul className="mt-3">
          {arrivals.examples.map(({ id, reason, text }) => (
            <li key={id} className="border-line border-b py-1">
              <span className="text-ink-2 text-xs">{visible(reason)}</span>
              <span className="block break-all font-mono text-xs">
                <bdi>{visible(text)}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
      {nothing && isLate && (
        <div className="mt-2 border-line-strong border-l-2 pl-3">
          <p className="font-medium">Nothing has come for a minute. What to look at:</p>
          <ul className="list-disc pl-4 text-ink-2">
            {checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="mt-3">
        <Link href={`/sources/${sourceId}`} className="text-accent underline underline-offset-2">
          The source’s own page
        </Link>
      </p>
    </section>
  );
}

function Mark({ arrivals, nothing }: { arrivals: Arrivals | null; nothing: boolean }) {
  if (arrivals && arrivals.events > 0) {
    return (
      <>
        <CheckCircle2 aria-hidden className="size-4 text-good" /> It flows: the first events are here
      </>
    );
  }
  if (nothing) {
    return (
      <>
        <CircleDashed aria-hidden className="size-4 text-ink-3" /> Waiting for the first event
      </>
    );
  }
  return (
    <>
      <FileQuestion aria-hidden className="size-4 text-warn" /> Something has come, and no event in it yet
    </>
  );
}

function Count({ title, value, warn = false }: { title: string; value: number; warn?: boolean }) {
  return (
    <div>
      <dt className="text-ink-3 text-xs">{title}</dt>
      <dd className={`font-semibold ${warn && value > 0 ? 'text-warn' : ''}`}>{exact(value)}</dd>
    </div>
  );
}

function useArrivals(sourceId: number) {
  const [arrivals, setArrivals] = useState<Arrivals | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const aborting = new AbortController();
    const { signal } = aborting;
    const look = async () => {
      try {
        const answer = await fetch(`/api/v1/sources/${sourceId}/arrivals`, { signal });
        if (!answer.ok) throw new Error(`The dashboard answers ${answer.status}.`);
        setArrivals(Arrivals.parse(await answer.json()));
        setFault(null);
      } catch (error) {
        if (!signal.aborted) setFault(`Cannot look for events: ${(error as Error).message}`);
      }
    };
    void look();
    const timer = setInterval(() => document.hidden || void look(), POLL_MS);
    const late = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => {
      aborting.abort();
      clearInterval(timer);
      clearTimeout(late);
    };
  }, [sourceId]);
  return { arrivals, fault, isLate };
}

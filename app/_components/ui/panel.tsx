import { unstable_rethrow } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { NOT_FOR_GUESTS } from '@/lib/store/guest-db';
import { faultInWords } from './fault';
import { PanelBoundary } from './panel-boundary';
import { PanelFailed } from './panel-failed';

/** One question and its answer: it waits in the height of the answer, and fails and is retried by itself. */
export function Panel({
  name,
  height,
  answer,
  className = '',
}: {
  name: string;
  /** What the answer usually takes, in px. */
  height: number;
  answer: () => Promise<ReactNode>;
  className?: string;
}) {
  return (
    <section className={`min-w-0 ${className}`} aria-label={name}>
      <PanelBoundary name={name}>
        <Suspense fallback={<Waiting name={name} height={height} />}>
          <Answer name={name} answer={answer} />
        </Suspense>
      </PanelBoundary>
    </section>
  );
}

async function Answer({ name, answer }: { name: string; answer: () => Promise<ReactNode> }) {
  try {
    return await answer();
  } catch (error) {
    unstable_rethrow(error);
    if (String(error).includes(NOT_FOR_GUESTS)) return null;
    console.error(`${name}:`, error);
    return <PanelFailed name={name} fault={faultInWords(error)} />;
  }
}

function Waiting({ name, height }: { name: string; height: number }) {
  return (
    <div
      role="status"
      aria-label={`${name} is loading`}
      style={{ height }}
      className="flex flex-col gap-3 overflow-hidden"
    >
      <div className="h-5 w-2/5 rounded-sm bg-raised" />
      <div className="flex-1 rounded-sm bg-raised/60" />
    </div>
  );
}

import type { Db } from '@/lib/db';
import { sourceList } from './source-list';
import { unparsedExamples } from './unparsed-examples';

/** What has come from a source so far, for whoever waits for the first of it. */
export interface SourceArrivals {
  receivedAt: string | null;
  lastEventAt: string | null;
  events: number;
  understood: number;
  unparsed: number;
  waiting: number;
  faults: string[];
  examples: { id: string; reason: string; text: string }[];
}

/** `null`: there is no such source. */
export async function sourceArrivals(db: Db, sourceId: number, now: Date): Promise<SourceArrivals | null> {
  const [sources, examples] = await Promise.all([sourceList(db, now), unparsedExamples(db, sourceId)]);
  const source = sources.find(({ id }) => id === sourceId);
  if (!source) return null;
  const { event, context, ignored, unparsed } = source.records;
  return {
    receivedAt: source.receivedAt?.toISOString() ?? null,
    lastEventAt: source.lastEventAt?.toISOString() ?? null,
    events: source.events,
    understood: event + context + ignored,
    unparsed,
    waiting: source.waitingBatches,
    faults: source.faults,
    examples: examples.map(({ id, reason, text }) => ({ id, reason, text })),
  };
}

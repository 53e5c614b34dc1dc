import type { SourceHealth } from '@/lib/queries/alert-sources';
import { recordTotal, type SourceSummary } from '@/lib/queries/source-list';

/** How a source stands, the most pressing first. */
export const SOURCE_STATES = [
  'failing',
  'silent',
  'unparsed',
  'waiting',
  'paused',
  'flowing',
  'complete',
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

const MINUTE = 60_000;
/** As the rule for silent sources has it, unless it was set otherwise: nothing for so long, and for so many times the
 * longest pause of the source's own last week. */
const LEAST_SILENT_MINUTES = 60;
const USUAL_GAPS = 2;
/** Fewer records say nothing about a share. */
const ENOUGH_RECORDS = 20;
const MOSTLY = 0.5;

/** Files that somebody brings, and the sample, end by themselves: they have no rhythm to fall out of. */
export const isLive = ({ kind }: Pick<SourceSummary, 'kind'>): boolean =>
  kind !== 'import' && kind !== 'upload' && kind !== 'sample';

/** @param health `null` where nothing is known of its rhythm: it has no event yet. */
export function sourceState(source: SourceSummary, health: SourceHealth | null, now: Date): SourceState {
  if (source.paused) return 'paused';
  if (source.faults.length > 0) return 'failing';
  const lately = recordTotal(source.lately);
  if (lately >= ENOUGH_RECORDS && source.lately.unparsed / lately >= MOSTLY) return 'unparsed';
  if (!isLive(source)) return source.lastEventAt === null ? 'waiting' : 'complete';
  if (source.lastEventAt === null) return 'waiting';
  return silentMinutes(source.lastEventAt, now) > allowedMinutes(health) ? 'silent' : 'flowing';
}

const silentMinutes = (lastEventAt: Date, now: Date): number =>
  (now.getTime() - lastEventAt.getTime()) / MINUTE;

const allowedMinutes = (health: SourceHealth | null): number =>
  Math.max(LEAST_SILENT_MINUTES, USUAL_GAPS * (health?.usualGapMinutes ?? 0));

/** Pauses that do not excuse a silence of so many minutes, however long they were. */
export const leastPause = (silentMinutes: number): number =>
  silentMinutes > LEAST_SILENT_MINUTES ? silentMinutes / USUAL_GAPS : Number.POSITIVE_INFINITY;

/** The share of what was read lately that no format understands; `null` where nothing was. */
export function unparsedShare(source: SourceSummary): number | null {
  const all = recordTotal(source.lately);
  return all === 0 ? null : source.lately.unparsed / all;
}

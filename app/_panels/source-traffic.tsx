import { storeFor } from '@/app/_access/store';
import { sourceOutcomes } from '@/lib/queries/source-outcomes';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import type { CountSeries } from '../_components/charts/time-series';
import { exact } from '../_components/format/number';
import { percent } from '../_components/format/rate';
import type { Question } from './question';
import { takeAlong } from './take-along';
import { alongAxis, timeAxis } from './time-axis';

/** The commonest at the bottom. */
const OUTCOMES: readonly { id: string; label: string; colour: string }[] = [
  { id: 'delivered', label: 'Delivered', colour: 'var(--others)' },
  { id: 'deferred', label: 'Deferred', colour: 'var(--category-rate-limit)' },
  { id: 'bounced', label: 'Bounced', colour: 'var(--category-authentication)' },
  { id: 'complained', label: 'Complained', colour: 'var(--category-policy)' },
  { id: 'relayed', label: 'Handed to a filter', colour: 'var(--category-mailbox-full)' },
  { id: 'discarded', label: 'Discarded', colour: 'var(--category-blocklist)' },
  { id: 'suppressed', label: 'Suppressed', colour: 'var(--category-unclassified)' },
];

/** What does this source tell of, and when did it not? */
export async function sourceTraffic(
  question: Question,
  source: { id: number; name: string },
  height: number,
) {
  const { axis, ...chart } = await sourceChart(question, source.id);
  return (
    <ChartPanel
      {...chart}
      axis={{ ...axis, eventsOf: { dimension: 'source', value: source.name } }}
      file={takeAlong(question, 'source', { source: String(source.id) })}
      height={height}
    />
  );
}

export async function sourceChart({ scope, timeZone }: Question, sourceId: number): Promise<Chart> {
  const counts = await sourceOutcomes(await storeFor('viewer'), sourceId, scope.range);
  const axis = timeAxis(
    scope.range,
    { heard: new Set(counts.map(({ at }) => at)), sources: [], quiet: new Set() },
    timeZone,
  );
  const all = counts.reduce((sum, { events }) => sum + events, 0);
  const series = OUTCOMES.flatMap(({ id, label, colour }): (CountSeries & { total: number })[] => {
    const own = new Map(counts.filter(({ outcome }) => outcome === id).map(({ at, events }) => [at, events]));
    if (own.size === 0) return [];
    const total = [...own.values()].reduce((sum, events) => sum + events, 0);
    return [{ id, label, colour, total, values: alongAxis(axis, (start) => own.get(start) ?? 0) }];
  });
  return {
    title: all === 0 ? 'No events in this range' : `${exact(all)} events in this range`,
    note: 'One a recipient and attempt, by what became of it; hatched: no records of this source',
    axis,
    drawn: {
      kind: 'stacked',
      series,
      legend: series.map(({ id, label, colour, total }) => ({
        id,
        label,
        colour,
        mono: false,
        meaning: percent(total / all),
        value: exact(total),
      })),
    },
  };
}

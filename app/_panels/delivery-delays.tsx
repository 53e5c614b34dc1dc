import { storeFor } from '@/app/_access/store';
import { addDelays, delayPercentile, deliveriesIn } from '@/lib/queries/delay-percentile';
import { allDelays, type DelaySteps, delayRange, deliveryDelays } from '@/lib/queries/delivery-delays';
import { previousRange } from '@/lib/queries/time-range';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import { delay } from '../_components/format/delay';
import { exact } from '../_components/format/number';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { coveredBuckets } from './answers';
import type { Question } from './question';
import { takeAlong } from './take-along';
import { alongAxis, timeAxis } from './time-axis';

const NOTE = 'From acceptance to the provider’s 250, by hour or longer; logarithmic';
const PERCENTILES = [
  { id: 'p50', share: 0.5, label: 'half', colour: 'var(--accent)' },
  { id: 'p90', share: 0.9, label: '90%', colour: 'var(--ink-2)' },
  { id: 'p99', share: 0.99, label: '99%', colour: 'var(--ink-3)' },
];
/** A percentile of fewer is one message. */
const ENOUGH = 20;

/** How long does mail take to be accepted there? */
export async function deliveryDelayChart(question: Question, height: number) {
  const found = await delaysOf(question);
  if (!found) {
    return (
      <>
        <PanelHeader title="No delays are known in this range" note={NOTE} />
        <EmptyState title="Nothing was delivered, or its record names no delay">
          Postfix, Exim, PowerMTA and KumoMTA write it down with each delivery.
        </EmptyState>
      </>
    );
  }
  const { deliveries, past, ...chart } = found;
  return (
    <ChartPanel {...chart} file={takeAlong(question, 'delays')} height={height}>
      <p className="mt-1 text-ink-2 text-xs">
        Of {exact(deliveries)} deliveries
        {deliveriesIn(past) >= ENOUGH &&
          `; the period before: half within ${most(past, 0.5)}, 99% within ${most(past, 0.99)}`}
        . Buckets with fewer than {ENOUGH} are gaps.
      </p>
    </ChartPanel>
  );
}

const most = (steps: DelaySteps, share: number): string => delay(delayPercentile(steps, share) ?? 0);

/** `null` where no delay is known. */
export async function delaysOf({
  scope,
  timeZone,
}: Question): Promise<(Chart & { deliveries: number; past: DelaySteps }) | null> {
  const range = delayRange(scope);
  const db = await storeFor('viewer');
  const [byBucket, past, covered] = await Promise.all([
    deliveryDelays(db, scope),
    allDelays(db, { ...scope, range: previousRange(range) }),
    coveredBuckets({ ...scope, range }),
  ]);
  const all = addDelays(byBucket.values());
  const deliveries = deliveriesIn(all);
  if (deliveries === 0) return null;
  const axis = timeAxis(range, covered, timeZone);
  const others = scope.filters.some(({ dimension }) => dimension !== 'source');
  return {
    deliveries,
    past,
    title: `Half of the deliveries take ${most(all, 0.5)} at most, 99% ${most(all, 0.99)}`,
    note: `${NOTE}${others ? '; of all senders: delays are counted by source and provider alone' : ''}`,
    axis,
    drawn: {
      kind: 'delays',
      series: PERCENTILES.map(({ id, share, label, colour }) => ({
        ...{ id, label, colour },
        values: alongAxis(axis, (start) => {
          const steps = byBucket.get(start);
          return steps && deliveriesIn(steps) >= ENOUGH ? delayPercentile(steps, share) : null;
        }),
      })),
    },
  };
}

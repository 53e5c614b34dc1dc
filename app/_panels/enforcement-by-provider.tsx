import { wilsonInterval } from '@/lib/alerts/wilson';
import { enforcementRate } from '@/lib/queries/rates';
import { addTallies } from '@/lib/queries/tally';
import type { Chart } from '../_components/charts/chart';
import { ChartPanel } from '../_components/charts/chart-panel';
import { fraction, percent } from '../_components/format/rate';
import { since } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { alertThreshold } from './alert-threshold';
import { coveredBuckets, talliesByProviderOverTime } from './answers';
import { changes, rejects } from './changes';
import { providerDoes, providerName } from './dictionary';
import { earlierRates } from './earlier';
import type { Question } from './question';
import { rateAxis } from './rate-axis';
import { rateSeries } from './rate-series';
import { takeAlong } from './take-along';
import { timeAxis } from './time-axis';

const NOTE = 'Refusals for unmet sender requirements ÷ attempts at the provider';
/** Of the 95% interval: one refusal of one attempt is not the first thing to say. */
const Z = 1.96;
/** More lines than this cannot be told apart. */
const MOST_PROVIDERS = 5;
/** The provider of the finding stands out; the others are told apart by their names, and fade by rank. */
const COLOURS = [
  'var(--category-authentication)',
  'var(--accent)',
  'var(--ink-2)',
  'var(--ink-3)',
  'var(--line-strong)',
];

/** Which provider enforces its sender requirements on us, and since when? */
export async function enforcementByProvider(question: Question, height: number) {
  const chart = await enforcementChart(question);
  if (chart) return <ChartPanel {...chart} file={takeAlong(question, 'enforcement')} height={height} />;
  return (
    <>
      <PanelHeader title="No provider enforces sender requirements" note={NOTE} />
      <EmptyState title="No enforcement codes in this range">
        A refusal counts here once a provider names a requirement: SPF, DKIM, DMARC, reverse DNS, TLS, bulk
        sender rules.
      </EmptyState>
    </>
  );
}

/** `null` where no provider does. */
export async function enforcementChart(question: Question): Promise<Chart | null> {
  const { scope, timeZone, link } = question;
  const [byProvider, covered, changed, threshold] = await Promise.all([
    talliesByProviderOverTime(scope),
    coveredBuckets(scope),
    changes(scope),
    alertThreshold('enforcement', 'provider'),
  ]);
  const change = changed.find(({ series }) => series.enforcement);
  const enforcing = [...byProvider]
    .map(([provider, tallies]) => {
      const total = enforcementRate(addTallies(tallies.values()));
      const { lower } = wilsonInterval(total.numerator, total.denominator, Z);
      return { provider, tallies, total, lower, changed: provider === change?.series.provider };
    })
    .filter(({ total }) => total.numerator > 0)
    .sort((a, b) => Number(b.changed) - Number(a.changed) || b.lower - a.lower);
  const [first] = enforcing;
  if (!first) return null;
  const axis = rateAxis(timeAxis(scope.range, covered, timeZone), first.total.denominator);
  const does = (verb: string) => providerDoes(first.provider, verb);
  const title = change
    ? `${does(rejects(change) ? 'reject' : 'defer')} with ${change.series.statusCode}${change.meaning ? ` (${change.meaning.title})` : ''} since ${since(change.startedAt, scope.range.now, timeZone)}: ${percent(change.step.after)} of attempts, ${percent(change.step.before)} before`
    : `${does('enforce')} most: ${percent(first.total.value)} of the attempts (${fraction(first.total)})`;
  return {
    title,
    note: NOTE,
    axis,
    drawn: {
      kind: 'lines',
      threshold,
      earlier: await earlierRates(question, axis, [
        {
          rateOf: enforcementRate,
          provider: first.provider,
          like: {
            id: first.provider,
            label: providerName(first.provider),
            colour: COLOURS[0] ?? 'var(--line)',
          },
        },
      ]),
      series: enforcing.slice(0, MOST_PROVIDERS).map(({ provider, tallies }, rank) =>
        rateSeries(axis, tallies, enforcementRate, {
          id: provider,
          label: providerName(provider),
          colour: COLOURS[rank] ?? 'var(--line)',
          href: link(`/providers/${provider}`),
        }),
      ),
    },
  };
}

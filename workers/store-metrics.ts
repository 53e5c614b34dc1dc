import { Counter, Gauge, type Registry } from 'prom-client';
import { exportedRates } from '@/lib/alerts/exported-rates';
import type { Db } from '@/lib/db';
import { alertBacklogs } from '@/lib/queries/alert-backlogs';
import { alertSources } from '@/lib/queries/alert-sources';
import { boundedTotals, type EventTotal, eventTotals } from '@/lib/queries/event-totals';
import { incidentCounts } from '@/lib/queries/incident-counts';

/** Rules are evaluated once a minute: whoever asks more often is told the same. */
const RATES_KEPT_MS = 50_000;
const DAY_MS = 24 * 60 * 60_000;
/** What was recorded for days before yesterday is counted anew so often: late records reach there seldom. */
const HISTORY_KEPT_MS = 60 * 60_000;

/** What the store tells a Prometheus server. Every worker tells the same: of several, `max` is one. */
export function addStoreMetrics(registry: Registry, db: Db): void {
  addTotals(registry, db);
  addRates(registry, db);
  addSources(registry, db);
  new Gauge({
    name: 'bounceboard_incidents',
    help: 'Incidents that are open, and of them acknowledged or muted',
    labelNames: ['severity', 'state'],
    registers: [registry],
    async collect() {
      for (const { severity, ...states } of await incidentCounts(db)) {
        for (const [state, count] of Object.entries(states)) this.set({ severity, state }, count);
      }
    },
  });
}

function addTotals(registry: Registry, db: Db): void {
  const history = kept(HISTORY_KEPT_MS, async () => {
    const until = new Date(Math.floor(Date.now() / DAY_MS - 1) * DAY_MS);
    return { until, totals: await eventTotals(db, null, until) };
  });
  new Counter({
    name: 'bounceboard_events_total',
    help: 'Recorded events; categories that own rules have changed since are counted as they are now',
    labelNames: ['provider', 'outcome', 'category', 'code'],
    registers: [registry],
    async collect() {
      const { until, totals } = await history();
      const recent = await eventTotals(db, until, null);
      this.reset();
      for (const { events, ...labels } of boundedTotals(added(totals, recent))) this.inc(labels, events);
    },
  });
}

function added(...several: readonly EventTotal[][]): EventTotal[] {
  const sums = new Map<string, EventTotal>();
  for (const total of several.flat()) {
    const { provider, outcome, category, code, events } = total;
    const key = [provider, outcome, category, code].join('\n');
    const known = sums.get(key);
    if (known) known.events += events;
    else sums.set(key, { ...total });
  }
  return [...sums.values()].sort((a, b) => b.events - a.events);
}

function addRates(registry: Registry, db: Db): void {
  const rates = kept(RATES_KEPT_MS, () => exportedRates(db, new Date()));
  for (const part of ['numerator', 'denominator'] as const) {
    new Gauge({
      name: `bounceboard_rate_${part}`,
      help: `The ${part} of a rate as alert rules are measured on it, over a window that ends at what is known`,
      labelNames: ['rate', 'group', 'value', 'window'],
      registers: [registry],
      async collect() {
        const seen = await rates();
        this.reset();
        for (const { rate, group, value, windowMinutes, [part]: count } of seen)
          this.set({ rate, group, value, window: `${windowMinutes}m` }, count);
      },
    });
  }
}

function addSources(registry: Registry, db: Db): void {
  const gauge = (
    name: string,
    help: string,
    read: () => Promise<readonly { source: string; value: number }[]>,
  ): Gauge =>
    new Gauge({
      ...{ name: `bounceboard_${name}`, help, labelNames: ['source'], registers: [registry] },
      async collect() {
        const seen = await read();
        this.reset();
        for (const { source, value } of seen) this.set({ source }, value);
      },
    });
  const sources = kept(1_000, () => alertSources(db, new Date()));
  const ofSource = (read: (source: Awaited<ReturnType<typeof alertSources>>[number]) => number) => async () =>
    (await sources()).map((source) => ({ source: source.name, value: read(source) }));
  gauge(
    'source_lag_seconds',
    'Time since the latest event of a source',
    ofSource(({ watermarkAt }) => Math.max(0, (Date.now() - watermarkAt) / 1000)),
  );
  gauge(
    'source_usual_gap_seconds',
    'The longest that a source was silent in its last week',
    ofSource(({ usualGapMinutes }) => usualGapMinutes * 60),
  );
  gauge(
    'source_records',
    'Records read of what was touched in the last day',
    ofSource(({ records }) => records),
  );
  gauge(
    'source_unparsed_records',
    'Of them, those that no format understood',
    ofSource(({ unparsed }) => unparsed),
  );

  const backlogs = kept(1_000, () => alertBacklogs(db, new Date()));
  gauge('inbox_batches', 'Batches that wait to be read', async () =>
    (await backlogs()).map(({ name, batches }) => ({ source: name, value: batches })),
  );
  gauge('inbox_oldest_seconds', 'How long the oldest of them has waited', async () =>
    (await backlogs()).map(({ name, oldestAt }) => ({
      source: name,
      value: oldestAt === null ? 0 : Math.max(0, (Date.now() - oldestAt) / 1000),
    })),
  );
}

/** Reads again only after a while; those who ask meanwhile wait for the same answer. A fault is not kept. */
function kept<Answer>(forMs: number, read: () => Promise<Answer>): () => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | null = null;
  return () => {
    if (last && Date.now() - last.at < forMs) return last.answer;
    const answer = read();
    const mine = { at: Date.now(), answer };
    last = mine;
    answer.catch(() => {
      if (last === mine) last = null;
    });
    return answer;
  };
}

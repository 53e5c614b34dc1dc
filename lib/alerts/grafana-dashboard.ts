/** A panel: what it asks of Prometheus, and how wide it is of 24 columns. */
interface Panel {
  title: string;
  expr: string;
  legend: string;
  unit: 'percentunit' | 'short' | 's' | 'ops';
  width: number;
  type?: 'timeseries' | 'stat';
  description?: string;
}

const share = (rate: string, group: string): string => {
  const of = (part: string) => `bounceboard_rate_${part}{rate="${rate}", group="${group}", window="60m"}`;
  return `max by (value) (${of('numerator')} / ${of('denominator')})`;
};

const ROWS: readonly (readonly Panel[])[] = [
  [
    {
      title: 'Open incidents',
      expr: 'max by (severity) (bounceboard_incidents{state="open"})',
      ...{ legend: '{{severity}}', unit: 'short', width: 6, type: 'stat' },
    },
    {
      title: 'Hard bounce rate, last hour',
      expr: share('hard-bounce', 'overall'),
      ...{ legend: 'overall', unit: 'percentunit', width: 9 },
    },
    {
      title: 'Complaint rate, last day',
      expr: share('complaint', 'overall').replaceAll('60m', '1440m'),
      ...{ legend: 'overall', unit: 'percentunit', width: 9 },
    },
  ],
  [
    {
      title: 'Hard bounce rate by provider, last hour',
      expr: share('hard-bounce', 'provider'),
      ...{ legend: '{{value}}', unit: 'percentunit', width: 12 },
    },
    {
      title: 'Enforcement rate by provider, last hour',
      expr: share('enforcement', 'provider'),
      ...{ legend: '{{value}}', unit: 'percentunit', width: 12 },
    },
  ],
  [
    {
      title: 'Refusals by code',
      expr: 'topk(10, max by (provider, code) (rate(bounceboard_events_total{outcome=~"bounced|deferred"}[15m])))',
      ...{ legend: '{{provider}} {{code}}', unit: 'ops', width: 12 },
      description:
        'Events a second as they were recorded: an import of old logs shows here, and not in the rates.',
    },
    {
      title: 'Deferral rate by provider, last hour',
      expr: share('deferral', 'provider'),
      ...{ legend: '{{value}}', unit: 'percentunit', width: 12 },
    },
  ],
  [
    {
      title: 'Since the last event of each source',
      expr: 'max by (source) (bounceboard_source_lag_seconds)',
      ...{ legend: '{{source}}', unit: 's', width: 8 },
    },
    {
      title: 'Oldest batch in the inbox',
      expr: 'max by (source) (bounceboard_inbox_oldest_seconds)',
      ...{ legend: '{{source}}', unit: 's', width: 8 },
    },
    {
      title: 'Jobs that wait',
      expr: 'max by (queue) (bounceboard_queue_jobs{state="waiting"})',
      ...{ legend: '{{queue}}', unit: 'short', width: 8 },
    },
  ],
];

const HEIGHT = 8;
const datasource = { type: 'prometheus', uid: '$datasource' };

/** A dashboard for Grafana (10 or later), to be imported as it is; it asks which Prometheus to use. */
export function grafanaDashboard(): string {
  const panels = ROWS.flatMap((row, y) =>
    row.map(({ title, expr, legend, unit, width, type = 'timeseries', description }, index) => ({
      id: y * 10 + index + 1,
      ...{ type, title, datasource, ...(description && { description }) },
      gridPos: { h: HEIGHT, w: width, x: widthBefore(row, index), y: y * HEIGHT },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: [{ refId: 'A', datasource, expr, legendFormat: legend }],
    })),
  );
  const dashboard = {
    ...{ uid: 'bounceboard', title: 'Bounceboard', tags: ['mail'], schemaVersion: 38, editable: true },
    ...{ refresh: '1m', time: { from: 'now-24h', to: 'now' } },
    templating: {
      list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }],
    },
    panels,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

const widthBefore = (row: readonly Panel[], index: number): number =>
  row.slice(0, index).reduce((sum, { width }) => sum + width, 0);

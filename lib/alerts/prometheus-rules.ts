import { EXPORTED_GROUPS, EXPORTED_WINDOWS_MINUTES } from './exported-rates';
import { BacklogSettings } from './rules/backlog';
import { RateAboveSettings } from './rules/rate-above';
import { SourceSilentSettings } from './rules/source-silent';
import { SourceUnparsedSettings } from './rules/source-unparsed';
import { WILSON_Z } from './wilson';

export interface ExportedRule {
  name: string;
  kind: string;
  severity: string;
  settings: unknown;
}

/** An expression, or why there is none. */
type Expression = { expr: string } | { missing: string };

/** What rules of a kind are in PromQL. A kind that is not here compares with weeks of history, code by code: Prometheus
 * would have to hold all of it. */
const EXPRESSIONS: Record<string, (settings: unknown) => Expression> = {
  'rate-above': (settings) => rateAbove(RateAboveSettings.parse(settings)),
  'source-silent': (settings) => {
    const { minimumMinutes, usualGaps } = SourceSilentSettings.parse(settings);
    const allowed = `clamp_min(${usualGaps} * bounceboard_source_usual_gap_seconds, ${minimumMinutes * 60})`;
    return { expr: `bounceboard_source_lag_seconds > ${allowed}` };
  },
  'source-unparsed': (settings) => {
    const { threshold, minimumRecords } = SourceUnparsedSettings.parse(settings);
    const share = 'bounceboard_source_unparsed_records / bounceboard_source_records';
    return { expr: `${share} >= ${threshold} and bounceboard_source_records >= ${minimumRecords}` };
  },
  backlog: (settings) => {
    const { minimumMinutes } = BacklogSettings.parse(settings);
    return { expr: `bounceboard_inbox_oldest_seconds >= ${minimumMinutes * 60}` };
  },
};

/** Some window is surely above the threshold, and no shorter one surely below it: `lib/alerts/rules/rate-above.ts`. */
function rateAbove(settings: RateAboveSettings): Expression {
  const { rate, groupBy, threshold, windowsMinutes, minimumRecipients } = settings;
  if (!EXPORTED_GROUPS.includes(groupBy)) return { missing: `it is by ${groupBy}, which is not exported` };
  const unknown = windowsMinutes.find((minutes) => !EXPORTED_WINDOWS_MINUTES.includes(minutes));
  if (unknown !== undefined) return { missing: `its window of ${unknown} minutes is not exported` };
  // The window is dropped from the labels, so that windows can be compared.
  const of = (metric: string, minutes: number) =>
    `sum without (window) (bounceboard_rate_${metric}{rate="${rate}", group="${groupBy}", window="${minutes}m"})`;
  const refused = (n: string, d: string) =>
    `(${n} / ${d} - ${threshold}) ^ 2 * ${d} >= ${WILSON_Z ** 2 * threshold * (1 - threshold)}`;
  const parts = windowsMinutes
    .toSorted((a, b) => a - b)
    .map((minutes, index, all) => {
      const [n, d] = [of('numerator', minutes), of('denominator', minutes)];
      const needed = Math.ceil(minimumRecipients * Math.max(1, 60 / minutes));
      const above = `(${n} / ${d} > ${threshold}) and (${refused(n, d)}) and (${n} >= ${needed})`;
      const below = all.slice(0, index).map((shorter) => {
        const [n, d] = [of('numerator', shorter), of('denominator', shorter)];
        return `unless ((${n} / ${d} < ${threshold}) and (${refused(n, d)}))`;
      });
      return ['(', above, ...below, ')'].join(' ');
    });
  return { expr: parts.join('\n or ') };
}

/** The rules for a Prometheus server that reads the worker's `/metrics`; what it cannot express is said in comments. */
export function prometheusRules(rules: readonly ExportedRule[]): string {
  const written: string[] = [];
  const missing: string[] = [];
  for (const rule of rules) {
    const expression = EXPRESSIONS[rule.kind]?.(rule.settings) ?? {
      missing: 'it compares code by code with days or weeks of history',
    };
    if ('missing' in expression) missing.push(`# - ${oneLine(rule.name)}: ${expression.missing}.`);
    else written.push(alertOf(rule, expression.expr));
  }
  return [
    '# Written by `bounceboard export prometheus-rules`. The metrics are those of the worker’s /metrics.',
    '# That a number of different recipients is behind a rate cannot be told here: so many events are asked for instead.',
    ...(missing.length > 0
      ? ['# Not expressible, and watched by Bounceboard alone (see the last rule):', ...missing]
      : []),
    'groups:',
    '  - name: bounceboard',
    '    rules:',
    ...written,
    INCIDENTS,
    '',
  ].join('\n');
}

function alertOf({ name, severity, settings }: ExportedRule, expr: string): string {
  const { forMinutes, keepFiringMinutes } = settings as { forMinutes: number; keepFiringMinutes: number };
  return [
    `      - alert: ${JSON.stringify(oneLine(name))}`,
    '        expr: |',
    ...expr.split('\n').map((line) => `          ${line}`),
    `        for: ${forMinutes}m`,
    ...(keepFiringMinutes > 0 ? [`        keep_firing_for: ${keepFiringMinutes}m`] : []),
    `        labels: { severity: ${JSON.stringify(severity)} }`,
    `        annotations: { summary: ${JSON.stringify(`${oneLine(name)}{{ with $labels.value }}: {{ . }}{{ end }}{{ with $labels.source }}: {{ . }}{{ end }}`)} }`,
  ].join('\n');
}

/** Names are the operator's: nothing in them ends a comment. */
const oneLine = (text: string): string =>
  text
    .replace(/\{\{|\}\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const INCIDENTS = [
  '      - alert: "Incidents are open in Bounceboard"',
  '        expr: |',
  '          max by (severity) (bounceboard_incidents{state="open"}) > 0',
  '        labels: { severity: "{{ $labels.severity }}" }',
  '        annotations: { summary: "{{ $value }} incidents of severity {{ $labels.severity }} are open" }',
].join('\n');

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_RULES } from '@/lib/alerts/default-rules';
import { grafanaDashboard } from '@/lib/alerts/grafana-dashboard';
import { prometheusRules } from '@/lib/alerts/prometheus-rules';

const DOCS = path.join(import.meta.dirname, '../../docs');
const doc = (name: string) => fs.readFileSync(path.join(DOCS, name), 'utf8');

test('the files in docs are those that are written now', () => {
  expect(doc('prometheus-rules.yml')).toBe(prometheusRules(DEFAULT_RULES));
  expect(doc('grafana-dashboard.json')).toBe(grafanaDashboard());
});

test('every default rule is a rule, or named among those that cannot be one', () => {
  const text = prometheusRules(DEFAULT_RULES);
  const { groups } = parse(text) as { groups: { rules: { alert: string; for?: string }[] }[] };
  const written = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
  for (const { name } of DEFAULT_RULES)
    expect(written.includes(name) || text.includes(`# - ${name}: `)).toBe(true);
  expect(written.length).toBeGreaterThan(12);
});

test.each([
  [{ groupBy: 'sending-ip' }, 'it is by sending-ip, which is not exported'],
  [{ windowsMinutes: [45] }, 'its window of 45 minutes is not exported'],
])('what cannot be expressed is said: %o', (change, why) => {
  const rule = DEFAULT_RULES.find(({ kind }) => kind === 'rate-above')!;
  const text = prometheusRules([
    { ...rule, name: 'Mine\n{{ evil }}', settings: { ...rule.settings, ...change } },
  ]);
  expect(text).toContain(`# - Mine evil: ${why}.`);
  expect(parse(text)).toMatchObject({
    groups: [{ rules: [{ alert: 'Incidents are open in Bounceboard' }] }],
  });
});

test('the dashboard asks for metrics that the worker exports', () => {
  const source = fs.readFileSync(path.join(DOCS, '../workers/store-metrics.ts'), 'utf8');
  const names = [...(grafanaDashboard() + prometheusRules(DEFAULT_RULES)).matchAll(/bounceboard_(\w+)/g)];
  const asked = new Set(names.map(([, name]) => name!.replace(/^rate_(numerator|denominator)$/, 'rate_')));
  asked.delete('queue_jobs');
  expect(asked.size).toBeGreaterThan(7);
  expect([...asked].filter((name) => !source.includes(name))).toEqual([]);
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;
if (!hasPromtool)
  console.warn('promtool is not installed (package prometheus): the rules are not checked with it');

describe.runIf(hasPromtool)('with promtool', () => {
  const promtool = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}` };
  };

  test('the rules are accepted', () => {
    const { status, said } = promtool('check', 'rules', path.join(DOCS, 'prometheus-rules.yml'));
    expect(said).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  test('they fire as ours do: above for sure, and long enough', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'promtool-'));
    const rates = (value: string, window: string, numerator: number, denominator: number) =>
      Object.entries({ numerator, denominator }).map(([part, count]) => ({
        series: `bounceboard_rate_${part}{rate="hard-bounce", group="provider", value="${value}", window="${window}"}`,
        values: `${count}x30`,
      }));
    const alert = 'Hard bounces above 2% at a provider';
    const labels = { severity: 'warning', rate: 'hard-bounce', group: 'provider' };
    const fires = (value: string) => ({
      exp_labels: { ...labels, value },
      exp_annotations: { summary: `${alert}: ${value}` },
    });
    const input_series = [
      // Surely above in an hour; too little in half an hour to say.
      ...[
        ...rates('gmail', '30m', 4, 60),
        ...rates('gmail', '60m', 90, 600),
        ...rates('gmail', '1440m', 90, 9000),
      ],
      // 3% of 100 may be chance.
      ...rates('yahoo', '60m', 3, 100),
      // Over in half an hour, whatever the day remembers.
      ...[...rates('gmx', '30m', 0, 5000), ...rates('gmx', '1440m', 900, 9000)],
      // 0 of 0.
      ...rates('apple', '60m', 0, 0),
      // Surely above, and only four.
      ...rates('att', '60m', 4, 4),
    ];
    const tested = path.join(folder, 'test.yml');
    const at = (eval_time: string, exp_alerts: object[]) => ({ eval_time, alertname: alert, exp_alerts });
    const tests = [
      { interval: '1m', input_series, alert_rule_test: [at('4m', []), at('5m', [fires('gmail')])] },
    ];
    const rule_files = [path.join(DOCS, 'prometheus-rules.yml')];
    fs.writeFileSync(tested, JSON.stringify({ rule_files, evaluation_interval: '1m', tests }));
    const { status, said } = promtool('test', 'rules', tested);
    fs.rmSync(folder, { recursive: true });
    expect(said).toContain('SUCCESS');
    expect(status).toBe(0);
  });
});

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { ALERT_RATE_NAMES } from '@/lib/alerts/rates';
import { ensureDefaultRules } from '@/lib/alerts/store';
import { type Db, openDb } from '@/lib/db';
import { GROUP_NAMES } from '@/lib/queries/alert-group';
import { migrate } from '@/lib/store/migrate';
import type { Prisma } from '@/prisma/generated/client';
import { fillAlertStore } from './alert-store';
import type { Figure } from './figure';

const NOW = Date.UTC(2026, 4, 4, 12, 3);
const MINUTE = 60_000;
const ROUNDS = 5;
const RULES = 1_000;

/** Evaluations on a real PostgreSQL: 10,000 label sets, a month of days, 26 hours of buckets. */
export async function evaluations(): Promise<Figure[]> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'alert-bench-'));
  const server = await startEmbeddedPostgres(folder, 0);
  const db = openDb(server.url);
  try {
    await migrate(server.url, path.resolve('prisma/migrations'));
    const labelSets = await fillAlertStore(db, new Date(NOW), {
      providers: 20,
      sendingDomains: 70,
      sendingIps: 1400,
      days: 35,
    });
    await ensureDefaultRules(db);
    const usual = await evaluate(db, 0);
    const { count } = await db.alertRule.createMany({ data: manyRules(RULES - usual.rules) });
    const many = await evaluate(db, ROUNDS);
    return [
      {
        name: `${usual.rules} default rules over ${labelSets} label sets`,
        value: usual.ms,
        unit: 'ms',
      },
      {
        name: `of which written down, since they are not plainly well`,
        value: usual.standings,
        unit: 'series',
      },
      {
        name: `${usual.rules + count} rules over them, ${many.evaluated} measurements`,
        value: many.ms,
        unit: 'ms',
      },
      {
        name: `of which written down, since they are not plainly well`,
        value: many.standings,
        unit: 'series',
      },
    ];
  } finally {
    await db.$disconnect();
    await server.stop();
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The median of some rounds, a minute apart; the first, in which everything begins, is not one of them. */
async function evaluate(db: Db, from: number) {
  const at = (round: number) => new Date(NOW + (from + round) * MINUTE);
  let { evaluated } = await evaluateAlerts(db, at(0));
  const took: number[] = [];
  for (let round = 1; round < ROUNDS; round++) {
    const began = performance.now();
    const cpu = process.cpuUsage();
    ({ evaluated } = await evaluateAlerts(db, at(round)));
    took.push(performance.now() - began);
    if (process.env.PROF) console.log(Math.round(performance.now() - began), process.cpuUsage(cpu));
  }
  const [rules, standings] = [await db.alertRule.count(), await db.alertState.count()];
  return { ms: took.toSorted((a, b) => a - b)[took.length >> 1] ?? 0, evaluated, rules, standings };
}

/** Thresholds that somebody might set: every kind, grouping and window, above what is usual. */
function manyRules(count: number): Prisma.AlertRuleCreateManyInput[] {
  const hold = { forMinutes: 5, keepFiringMinutes: 15 };
  return Array.from({ length: count }, (_, i) => {
    const groupBy = GROUP_NAMES[i % GROUP_NAMES.length]!;
    const settings = [
      {
        ...{
          kind: 'rate-above',
          rate: ALERT_RATE_NAMES[i % ALERT_RATE_NAMES.length],
          groupBy,
          threshold: 0.2 + (i % 70) / 100,
        },
        ...{ windowsMinutes: i % 2 ? [60, 1440] : [30, 60, 1440], minimumRecipients: 5, ...hold },
      },
      {
        kind: 'code-count',
        code: `X.${i % 8}.${i % 50}`,
        groupBy,
        count: 1_000_000,
        windowMinutes: 60,
        ...hold,
      },
      {
        kind: 'rate-above',
        rate: 'blocked',
        groupBy,
        threshold: 0.5,
        windowsMinutes: [60],
        minimumRecipients: 5,
        ...hold,
      },
      { kind: 'spike', groupBy, windowMinutes: i % 3 ? 60 : 30, factor: 3, floor: 500, ...hold },
      { kind: 'first-sighting', unseenDays: 2 + (i % 29), minimumEvents: 3, ...hold },
    ];
    const { kind, ...chosen } = settings[i % 10 < 6 ? 0 : (i % 10) - 5]!;
    return { kind, name: `rule ${i}`, severity: 'warning', settings: chosen };
  });
}

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '@/bin/embedded-postgres/server';
import { REQUIREMENTS_BY_RULE } from '@/lib/classify/requirements';
import { type Db, openDb } from '@/lib/db';
import { deliveryDelays } from '@/lib/queries/delivery-delays';
import { destinationTallies } from '@/lib/queries/destination-tallies';
import { refusalDays } from '@/lib/queries/refusal-days';
import { requirementCounts } from '@/lib/queries/requirement-counts';
import { everything, type Scope } from '@/lib/queries/scope';
import { readTimeRange } from '@/lib/queries/time-range';
import { migrate } from '@/lib/store/migrate';
import { fillAlertStore } from './alert-store';
import type { Figure } from './figure';

const NOW = new Date(Date.UTC(2026, 4, 4, 12, 3));
const ROUNDS = 7;

/** What the pages of enforcement, small hosts and delays ask, on a month of rollups. */
export async function run(): Promise<Figure[]> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'enforcement-bench-'));
  const server = await startEmbeddedPostgres(folder, 0);
  const db = openDb(server.url);
  try {
    await migrate(server.url, path.resolve('prisma/migrations'));
    const size = { providers: 20, sendingDomains: 70, sendingIps: 1400, days: 90 };
    const labelSets = await fillAlertStore(db, NOW, size);
    await nameRules(db);
    await fillDelays(db);
    const rules = [...REQUIREMENTS_BY_RULE.keys()];
    const results = [];
    for (const range of ['24h', '30d']) {
      const scope = everything(readTimeRange({ range }, NOW));
      const questions: Record<string, (scope: Scope) => Promise<unknown>> = {
        'requirement counts': (asked) => requirementCounts(db, asked, rules),
        'refusal days': (asked) => refusalDays(db, asked, rules),
        'small hosts': (asked) => destinationTallies(db, asked),
        'delays of a provider': (asked) => deliveryDelays(db, { ...asked, provider: 'provider-1' }),
      };
      for (const [name, ask] of Object.entries(questions)) {
        results.push({
          name: `${name}, ${range}, ${labelSets} label sets`,
          value: await median(() => ask(scope)),
          unit: 'ms',
        });
      }
    }
    return results;
  } finally {
    await db.$disconnect();
    await server.stop();
    await fs.rm(folder, { recursive: true });
  }
}

/** Rules that tell of a requirement, and a few thousand hosts that no provider claims. */
async function nameRules(db: Db): Promise<void> {
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/5.7.26' WHERE status_code IN ('4.7.26', '5.7.26')`;
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/4.7.28' WHERE status_code = '4.7.28'`;
  await db.$executeRaw`
    UPDATE label_set SET provider = NULL, destination = 'host-' || id || '.example' WHERE provider = 'provider-0'`;
}

async function fillDelays(db: Db): Promise<void> {
  await db.$executeRaw`
    INSERT INTO delay_rollup (source_id, bucket_minutes, bucket_at, provider, step, deliveries)
    SELECT s.id, width, at, 'provider-' || p, step, 10
    FROM source s, unnest(ARRAY[60, 1440]) AS width,
      generate_series(${NOW}::timestamptz - interval '90 days', ${NOW}::timestamptz, make_interval(mins => width)) AS at,
      generate_series(1, 20) AS p, generate_series(36, 68) AS step`;
  await db.$executeRaw`ANALYZE delay_rollup`;
}

async function median(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

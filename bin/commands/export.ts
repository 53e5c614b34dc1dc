import { grafanaDashboard } from '@/lib/alerts/grafana-dashboard';
import { prometheusRules } from '@/lib/alerts/prometheus-rules';
import { ensureDefaultRules, loadRules } from '@/lib/alerts/store';
import { openDb } from '@/lib/db';
import { readEnv } from '@/lib/env';
import { OperatorError } from '../supervisor/data-folder';
import { openStore } from '../supervisor/store';

const USAGE = 'bounceboard export prometheus-rules|grafana-dashboard';

const EXPORTS: Record<string, () => string | Promise<string>> = {
  'grafana-dashboard': grafanaDashboard,
  'prometheus-rules': rulesOfStore,
};

/** Writes what other monitoring is set up with to standard output. */
export async function run([what = '', ...rest]: string[]): Promise<number> {
  const make = EXPORTS[what];
  if (!make || rest.length > 0) throw new OperatorError(`say what to export: ${USAGE}`);
  process.stdout.write(await make());
  return 0;
}

/** The rules that are switched on. */
async function rulesOfStore(): Promise<string> {
  const store = await openStore(readEnv());
  const db = openDb(store.databaseUrl, 2);
  try {
    await ensureDefaultRules(db); // A store that nobody has started yet has none.
    return prometheusRules((await loadRules(db)).filter(({ enabled }) => enabled));
  } finally {
    await db.$disconnect();
    await store.close();
  }
}

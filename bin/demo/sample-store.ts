import { evaluateAlerts } from '@/lib/alerts/evaluate';
import { openDb } from '@/lib/db';
import type { Env } from '@/lib/env';
import { readFile } from '@/lib/ingest/read-file';
import { registerFile } from '@/lib/ingest/register-file';
import { openRecorder } from '@/lib/store/open-recorder';
import { CONFIGURED_SOURCE, ensureSource } from '@/lib/store/sources';
import { weighSuppressions } from '@/lib/store/weigh-suppressions';

const MINUTE_MS = 60_000;
/** Longer than any default rule waits before it fires. */
const EVALUATED_MINUTES = 20;

/** Reads the sample so far, as the worker would, and evaluates the alerts as they would have been minute by minute:
 * who opens the dashboard finds it as if it had been running all the time. The worker goes on from there. */
export async function fillFromSample(
  sampleLog: string,
  env: Pick<Env, 'timeZone' | 'instance'> & Parameters<typeof openRecorder>[1],
  databaseUrl: string,
  clock: () => number = Date.now,
): Promise<void> {
  const db = openDb(databaseUrl, 4);
  const recorder = await openRecorder(db, env, databaseUrl);
  try {
    const { timeZone } = env;
    const known = await db.source.count();
    const source = await ensureSource(db, {
      name: CONFIGURED_SOURCE,
      kind: 'file',
      format: 'auto',
      paths: [sampleLog],
      timeZone,
    });
    const registered = (await registerFile(db, source, sampleLog))!;
    const reading = { db, recorder, owner: env.instance, now: () => new Date() };
    await readFile(
      reading,
      { sourceId: source.id, generationId: registered.generationId },
      { isComplete: false },
    );
    if (known > 0) return;
    const now = clock();
    for (let ago = EVALUATED_MINUTES; ago >= 0; ago--)
      await evaluateAlerts(db, new Date(now - ago * MINUTE_MS));
    await weighSuppressions(db, new Date(now));
  } finally {
    await recorder.close();
    await db.$disconnect();
  }
}

import pg from 'pg';
import { type Db, openDb } from '@/lib/db';
import { dayOf } from '@/lib/store/event-days';
import { ANSWERS, createLabelSets } from './alert-store';
import { countDay, fillCounts } from './page-store-counts';
import { copyDay, makeDay, SLOTS, SOURCES } from './page-store-days';

/** As long as single events are kept unless somebody says otherwise; their counts are kept on. */
const EVENT_DAYS = 90;
/** Of so many days before today each event is made; all days before are these once more. */
const MADE_DAYS = 7;
/** It is filled anew rather than repaired; what is left out here is on again before anything is measured. */
const CARELESS = ['fsync', 'full_page_writes', 'autovacuum'];

/**
 * A store of so many events in the last 90 days and counts of 13 months, filled by the server itself. Who sends and who
 * answers is spread as it is in life: a few have most of it. What is counted is counted from the events, by the rows
 * that `verify` holds counts against. Tables are filled in the transaction that makes or empties them, which writes no
 * WAL, and their indexes are built at the end.
 */
export async function fillPageStore(databaseUrl: string, now: Date, events: number): Promise<void> {
  const db = openDb(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: FILLING });
  try {
    for (const setting of CARELESS) await pool.query(`ALTER SYSTEM SET ${setting} = off`);
    await pool.query('SELECT pg_reload_conf()');
    await fillLabels(db, now);
    const today = dayOf(now.getTime());
    const perDay = Math.ceil(events / EVENT_DAYS);
    const made = Array.from({ length: MADE_DAYS + 1 }, (_, back) => today - back);
    await inTwo(made, async (day) => {
      await makeDay(pool, day, perDay, now);
      await countDay(pool, day);
    });
    const modelOf = (day: number) => (day === today ? day : today - 1 - ((today - 1 - day) % MADE_DAYS));
    const older = Array.from({ length: EVENT_DAYS - made.length }, (_, i) => today - made.length - i);
    await Promise.all([
      inTurn(older, (day) => copyDay(pool, modelOf(day), day)),
      fillCounts(pool, today, EVENT_DAYS, modelOf),
    ]);
    await pool.query('DROP TABLE bench_slot');
    await inTwo(['event', 'rollup'], (table) => pool.query(`VACUUM (ANALYZE) ${table}`));
    await pool.query('VACUUM (ANALYZE, SKIP_LOCKED)');
    await pool.query('CREATE TABLE bench_filled ()');
  } finally {
    for (const setting of CARELESS) await pool.query(`ALTER SYSTEM RESET ${setting}`);
    await pool.query('SELECT pg_reload_conf()');
    await pool.query('CHECKPOINT');
    await pool.end();
    await db.$disconnect();
  }
}

/** Whether there is a whole one; a fill that was stopped left its slots behind, or is empty. */
export async function isFilled(db: Db): Promise<boolean> {
  if ((await db.source.count()) === 0) return false;
  // The table of slots goes when all is filled in, and stores that were kept before there was a mark have neither.
  const [found] = await db.$queryRaw<{ isWhole: boolean }[]>`
    SELECT to_regclass('bench_filled') IS NOT NULL
      OR (to_regclass('bench_slot') IS NULL AND EXISTS (SELECT FROM rollup)) AS "isWhole"`;
  if (!found?.isWhole)
    throw new Error('the kept store was not filled to its end: remove its folder, and it is filled anew');
  return true;
}

const FILLING = '-c work_mem=256MB -c maintenance_work_mem=2GB -c synchronous_commit=off';

async function inTurn<T>(all: readonly T[], fill: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of all) await fill(one);
}

async function inTwo<T>(all: readonly T[], fill: (one: T) => Promise<unknown>): Promise<void> {
  const isEven = (_: T, i: number) => i % 2 === 0;
  const isOdd = (_: T, i: number) => i % 2 === 1;
  await Promise.all([isEven, isOdd].map((half) => inTurn(all.filter(half), fill)));
}

async function fillLabels(db: Db, now: Date): Promise<void> {
  await db.source.createMany({
    data: SOURCES.map((name) => ({
      name,
      kind: 'file',
      format: 'postfix',
      timeZone: 'UTC',
      watermarkAt: now,
    })),
  });
  await createLabelSets(db, { providers: 20, sendingDomains: 70, sendingIps: 1400 });
  // Hosts that nobody claims, and the rules that tell of a requirement.
  await db.$executeRaw`
    UPDATE label_set SET provider = NULL, destination = 'host-' || id || '.example' WHERE provider = 'provider-19'`;
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/5.7.26' WHERE status_code IN ('4.7.26', '5.7.26')`;
  await db.$executeRaw`UPDATE label_set SET rule = 'gmail/4.7.28' WHERE status_code = '4.7.28'`;
  await db.$executeRaw`
    INSERT INTO mx_host (name, ip) SELECT 'mx' || n || '.example.net', '192.0.2.' || n FROM generate_series(1, 200) n`;
  await db.$executeRaw`INSERT INTO source_mx_host SELECT s.id, m.id FROM source s, mx_host m`;
  const weights = ANSWERS.map(
    ([outcome, code, , , weight]) => `('${outcome}', '${code ?? ''}', ${weight})`,
  ).join();
  await db.$executeRawUnsafe(`CREATE UNLOGGED TABLE bench_slot AS
    WITH weighed AS (
      SELECT l.id, w.weight / (1.0 + substring(coalesce(l.provider, '-19') from '\\d+$')::int)
        / (1.0 + substring(l.sending_domain from '\\d+')::int) AS weight
      FROM label_set l JOIN (VALUES ${weights}) w (outcome, code, weight)
        ON w.outcome = l.outcome AND w.code = coalesce(l.status_code, '')
    )
    SELECT (row_number() OVER ()) - 1 AS slot, id AS label_set_id
    FROM (SELECT id, ceil(${SLOTS} * weight / sum(weight) OVER ())::int AS slots FROM weighed) s,
      generate_series(1, s.slots)`);
  await db.$executeRaw`UPDATE label_set SET provider = 'gmail' WHERE provider = 'provider-0'`;
  await createAnswers(db);
  await db.$executeRaw`INSERT INTO source_label_set SELECT s.id, l.id FROM source s, label_set l`;
  await db.$executeRaw`CREATE UNIQUE INDEX ON bench_slot (slot)`;
  await db.$executeRaw`ANALYZE bench_slot`;
}

/** What label sets are counted by beside themselves: without who sent, and which unclaimed host answered. */
async function createAnswers(db: Db): Promise<void> {
  const ofAnswer =
    'outcome, provider, reply_code, status_code, category, bounce_type, action, enforcement, rule';
  await db.$executeRawUnsafe(`INSERT INTO label_set (fingerprint, ${ofAnswer})
    SELECT gen_random_uuid(), * FROM (SELECT DISTINCT ${ofAnswer} FROM label_set) answers`);
  await db.$executeRawUnsafe(`UPDATE label_set l SET answer_id = a.id FROM label_set a
    WHERE a.sending_domain IS NULL AND l.sending_domain IS NOT NULL
      AND ROW(${ofAnswer.replaceAll(/\w+/g, 'a.$&')})::text = ROW(${ofAnswer.replaceAll(/\w+/g, 'l.$&')})::text`);
}

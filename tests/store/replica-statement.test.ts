import { describe, expect, test } from 'vitest';
import { isForReplica } from '@/lib/store/replica-statement';

const TABLES = new Set(['rollup', 'event', 'label_set', 'source', 'setting', 'alert_state', 'incident']);

describe('what a replica may answer', () => {
  test.each([
    'SELECT sum(events) FROM rollup r JOIN label_set l ON l.id = r.label_set_id',
    'WITH days AS (SELECT 1) SELECT * FROM "public"."event" WHERE source_id IN (SELECT id FROM source)',
    "SELECT count(*) FROM event WHERE diagnostic = 'delete from setting'",
  ])('%s', (sql) => {
    expect(isForReplica(sql, TABLES)).toBe(true);
  });

  test.each([
    ['what people set up', 'SELECT * FROM setting'],
    ['a list of sources', 'SELECT * FROM source'],
    ['counts beside what people change', 'SELECT * FROM rollup, alert_state'],
    ['a change', 'DELETE FROM rollup'],
    ['a change within', 'WITH gone AS (DELETE FROM rollup RETURNING *) SELECT * FROM gone'],
    ['what locks', 'SELECT * FROM event FOR UPDATE'],
    ['what only the primary knows', 'SELECT pg_current_snapshot() FROM event'],
  ])('not %s', (_, sql) => {
    expect(isForReplica(sql, TABLES)).toBe(false);
  });
});

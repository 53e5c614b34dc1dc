import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Catalogue, catalogueOf } from './catalogue';
import { refusedBy } from './citus-rules';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let client: pg.Client;
let catalogue: Catalogue;
beforeAll(async () => {
  store = await openTestStore();
  client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
  catalogue = await catalogueOf(client);
});
afterAll(async () => {
  await client?.end();
  await store?.close();
});

/** Each is refused for one reason, which its neighbour does not have. */
const CONTROLS: readonly [fault: string, refused: string, taken: string][] = [
  [
    'joined by something else than their source',
    'SELECT FROM event e JOIN rollup r ON r.label_set_id = e.label_set_id',
    'SELECT FROM event e JOIN source s ON s.id = e.source_id JOIN rollup r ON r.source_id = s.id',
  ],
  [
    'joined by something else than their source',
    'SELECT FROM event e, rollup r WHERE e.source_id < r.source_id',
    'SELECT FROM event e JOIN rollup r USING (source_id)',
  ],
  [
    'rows of several servers are locked',
    'SELECT FROM rollup WHERE events = 0 FOR UPDATE',
    'SELECT FROM rollup WHERE source_id = $1 FOR UPDATE',
  ],
  [
    'LIMIT',
    'SELECT FROM label_set l CROSS JOIN LATERAL (SELECT FROM event e WHERE e.label_set_id = l.id LIMIT 1) x',
    'SELECT FROM label_set l CROSS JOIN LATERAL (SELECT FROM event e WHERE e.label_set_id = l.id AND source_id = 7 LIMIT 1) x',
  ],
  [
    'not of the same source',
    'SELECT FROM source s WHERE EXISTS (SELECT FROM rollup r WHERE r.source_id = s.id)',
    'SELECT FROM source s WHERE s.id IN (SELECT source_id FROM rollup)',
  ],
  [
    'groups of several sources',
    'SELECT FROM rollup r, LATERAL (SELECT label_set_id FROM event e WHERE e.source_id = r.source_id GROUP BY 1) x',
    'SELECT FROM rollup r, LATERAL (SELECT e.source_id FROM event e WHERE e.source_id = r.source_id GROUP BY 1) x',
  ],
  [
    'a table of the coordinator is asked',
    'SELECT FROM event e WHERE NOT EXISTS (SELECT FROM event_day d WHERE d.day = e.at::date)',
    'SELECT FROM event e WHERE e.at::date NOT IN (SELECT day FROM event_day)',
  ],
  [
    'a function whose answers change',
    'SELECT FROM event e JOIN generate_series(now(), now(), make_interval(days => 1)) s ON true',
    'SELECT FROM event e JOIN unnest($1::int[]) s ON true',
  ],
  [
    '(ctid)',
    'DELETE FROM rollup WHERE ctid IN (SELECT ctid FROM rollup WHERE events = 0)',
    'DELETE FROM rollup WHERE source_id = $1 AND ctid IN (SELECT ctid FROM rollup WHERE source_id = $1 AND events = 0)',
  ],
  [
    'a volatile function',
    'DELETE FROM rollup WHERE random() < 0.5',
    'DELETE FROM rollup WHERE bucket_at < now()',
  ],
  [
    'a table of every server is changed',
    'UPDATE label_set l SET pool = NULL FROM rollup r WHERE r.label_set_id = l.id',
    'UPDATE label_set l SET pool = NULL WHERE l.id IN (SELECT label_set_id FROM rollup)',
  ],
];

test.each(CONTROLS)('the control: %s', async (fault, refused, taken) => {
  expect((await refusedBy(client, catalogue, refused)).join()).toContain(fault);
  expect(await refusedBy(client, catalogue, taken)).toEqual([]);
});

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace, faultOfLimits } from '@/lib/auth/workspaces';
import { nobody } from '@/lib/store/audit';
import { distribute, type Placed } from '@/lib/store/distribute';
import { limitedTo } from '@/lib/store/limited-db';
import { verifyCounts } from '@/lib/store/verify-counts';
import { bounceboard } from '../bin/bounceboard';
import { type MailRoom, openMailRoom } from '../ingest/mail-room';
import { pretendCitus } from './pretended-citus';

let room: MailRoom;
let client: pg.Client;
beforeAll(async () => {
  room = await openMailRoom();
  client = new pg.Client({ connectionString: room.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await room.close();
});

const run = () => bounceboard(['distribute'], { DATABASE_URL: room.directUrl }).ended;
async function distributed(): Promise<Placed[]> {
  const all: Placed[] = [];
  for await (const placed of distribute(room.directUrl)) all.push(placed);
  return all;
}
const calls = async (): Promise<string[]> => {
  const { rows } = await client.query<{ call: string }>('SELECT call FROM citus_calls ORDER BY id');
  return rows.map(({ call }) => call);
};
async function importLines(name: string, first: number, lines: number): Promise<void> {
  const line = (i: number) =>
    `2026-03-0${1 + (i % 3)}T10:00:00.000000+00:00 mx1 postfix/smtp[9]: 4bQ${first + i}x: to=<p${i}@example.org>, ` +
    'relay=mx.example.org[192.0.2.26]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.26] said: 550 5.1.1 User unknown)\n';
  await room.importFile(await room.write(name, Array.from({ length: lines }, (_, i) => line(i)).join('')));
}

test('without the extension the command says what to do, and nothing changes', async () => {
  const { code, out, err } = await run();
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(
    /^bounceboard: the store is left as it was: the database has no extension citus: .*\n$/,
  );
  expect(await createWorkspace(room.db, nobody('test'), 'Second')).toHaveProperty('made');
}, 60_000);

test('where somebody is limited to a workspace, it is refused and said who', async () => {
  await pretendCitus(client);
  await expect(distributed()).rejects.toThrow('left as it was: there are 2 workspaces');
  await room.db.alertRule.deleteMany({ where: { workspaceId: { not: 1 } } });
  await room.db.workspace.deleteMany({ where: { id: { not: 1 } } });
  const soon = new Date(Date.now() + 3_600_000);
  await room.db.account.create({
    data: { name: 'kim', role: 'viewer', allWorkspaces: false, createdBy: 'test' },
  });
  await room.db.shareLink.create({
    data: { name: 'wall', href: '/', tokenHash: 'a', workspaces: [1], createdBy: 'kim', expiresAt: soon },
  });
  const token = { prefix: 'b', hash: 'b', scopes: ['read'], workspaceId: 1, createdBy: 'kim' };
  await room.db.apiToken.create({ data: { ...token, name: 'graphs' } });
  await room.db.accountLink.create({
    data: {
      tokenHash: 'c',
      purpose: 'invite',
      name: 'lee',
      workspaceId: 1,
      createdBy: 'kim',
      expiresAt: soon,
    },
  });
  await expect(distributed()).rejects.toThrow(
    /limited: account kim, an invitation of lee, shared link wall, token graphs$/,
  );
  await room.db.account.updateMany({ data: { allWorkspaces: true } });
  await room.db.shareLink.updateMany({ data: { revokedAt: new Date() } });
  await room.db.apiToken.updateMany({ data: { revokedAt: new Date() } });
  await room.db.accountLink.updateMany({ data: { usedAt: new Date() } });
  expect(await calls()).toEqual([]);
});

test('where the very first table is refused, nothing is distributed and workspaces can be made as before', async () => {
  await client.query(
    'CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;' +
      'CREATE TRIGGER in_the_way BEFORE INSERT ON label_set FOR EACH ROW EXECUTE FUNCTION pass()',
  );
  await expect(distributed()).rejects.toThrow('cannot distribute relation "label_set"');
  expect(await calls()).toEqual([]);
  expect(await faultOfLimits(room.db)).toBe(null);
  const { id } = await room.db.workspace.create({ data: { name: 'Second' } });
  await room.db.workspace.delete({ where: { id } });
  await client.query('DROP TRIGGER in_the_way ON label_set; DROP FUNCTION pass()');
});

test('a store that holds something is distributed, once, and goes on as it was', async () => {
  await importLines('one.log', 0, 9);
  expect((await distributed()).every(({ isNew }) => isNew)).toBe(true);
  expect(await calls()).toEqual([
    ...['create_reference_table label_set', 'truncate_local_data label_set'],
    ...['create_reference_table mx_host', 'truncate_local_data mx_host'],
    ...['create_distributed_table event by source_id with default', 'truncate_local_data event'],
    ...['create_distributed_table rollup by source_id with event', 'truncate_local_data rollup'],
    ...[
      'create_distributed_table answer_rollup by source_id with event',
      'truncate_local_data answer_rollup',
    ],
    ...['create_distributed_table delay_rollup by source_id with event', 'truncate_local_data delay_rollup'],
  ]);
  expect(await run()).toMatchObject({
    code: 0,
    err: '',
    out: [
      ...['label_set: on every server, as before', 'mx_host: on every server, as before'],
      ...['event: distributed by source, as before', 'rollup: distributed by source, as before'],
      ...[
        'answer_rollup: distributed by source, as before',
        'delay_rollup: distributed by source, as before',
        '',
      ],
    ].join('\n'),
  });
  expect((await calls()).filter((call) => call.startsWith('create'))).toHaveLength(6);

  await importLines('two.log', 100, 6);
  const days = [];
  for await (const day of verifyCounts(room.databaseUrl, { isAsked: () => true, repair: false }))
    days.push(day);
  expect(days.map(({ events, differences }) => ({ events, differences }))).toEqual(
    Array(3).fill({ events: 5, differences: 0 }),
  );
}, 60_000);

test('nobody is limited there: a second workspace is refused, and members are shown nothing of what was distributed', async () => {
  expect(await createWorkspace(room.db, nobody('test'), 'Second')).toEqual({
    fault: 'a store that is distributed over several servers has one workspace',
  });
  await expect(room.db.workspace.create({ data: { name: 'Second' } })).rejects.toThrow(
    'workspace_is_the_only_one',
  );
  const member = limitedTo(room.db, [1]);
  expect(await member.source.count()).toBe(1);
  expect([await member.event.count(), await member.rollup.count(), await member.labelSet.count()]).toEqual([
    0, 0, 0,
  ]);
});

test('what Citus refuses is said in its words, what was done before is kept, and the rest is done later', async () => {
  await client.query(`DELETE FROM citus_tables WHERE table_name = 'delay_rollup'::regclass`);
  await client.query('CREATE UNIQUE INDEX wrong_key ON delay_rollup (provider, bucket_at)');
  const { code, out, err } = await run();
  expect(code).toBe(1);
  expect(out).toMatch(/answer_rollup: distributed by source, as before\n$/);
  expect(err).toMatch(
    /^bounceboard: PostgreSQL: cannot create constraint on "delay_rollup"; .*partition column; .*run this again.*\n$/,
  );
  await client.query('DROP INDEX wrong_key');
  expect((await distributed()).filter(({ isNew }) => isNew).map(({ table }) => table)).toEqual([
    'delay_rollup',
  ]);
}, 60_000);

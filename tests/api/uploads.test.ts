import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '@/app/_api/operations';
import { type ApiRoom, askApi, openApiRoom, problemIn } from './open-api-room';

const NOW = new Date('2026-11-21T12:00:00Z');
const FILE = { name: 'of ana@example.com.log', sizeBytes: 5, modifiedAt: NOW.getTime() };

let room: ApiRoom;
let first: string;
let second: string;
let otherId: number;
beforeAll(async () => {
  room = await openApiRoom({ now: () => NOW });
  otherId = (await room.store.db.workspace.create({ data: { name: 'Other' } })).id;
  first = await room.token('admin', 1, 'first');
  second = await room.token('admin', otherId, 'second');
});
afterAll(() => room.close());

const begin = (token: string, announced: object) =>
  askApi(room, token, '/uploads', { method: 'POST', body: announced });
const written = (action: string) => room.store.db.auditEntry.findMany({ where: { action } });

test('a file of no named source goes to one of its own workspace, and that is written down', async () => {
  for (const token of [first, second, second]) expect((await begin(token, FILE)).status).toBe(201);
  const sources = await room.store.db.source.findMany({ orderBy: { id: 'asc' } });
  expect(sources.map(({ name, workspaceId }) => [name, workspaceId])).toEqual([
    ['uploads', 1],
    [`uploads-${otherId}`, otherId],
  ]);
  const prefix = { token: second.slice(0, 11) };
  const by = { actor: 'token second', address: '192.0.2.7', workspaceId: otherId };
  expect(await written('source.created')).toMatchObject([
    { actor: 'token first', subject: 'uploads' },
    { ...by, subject: `uploads-${otherId}`, details: { kind: 'upload', ...prefix } },
  ]);
  // What goes on where it was broken off was begun once.
  const begun = await written('upload.begun');
  expect(begun).toMatchObject([
    { actor: 'token first' },
    { ...by, details: { source: sources[1]?.id, bytes: 5, ...prefix } },
  ]);
  expect(JSON.stringify(begun.map(({ details }) => details))).not.toContain('ana@');
});

test('a name that another workspace has is refused with what to do', async () => {
  const refused = await problemIn(await begin(second, { ...FILE, source: 'uploads' }));
  expect(refused).toMatchObject({
    ...{ status: 409, type: 'urn:bounceboard:source' },
    detail: 'Another workspace has a source "uploads": choose another name.',
  });
  expect(room.faults).toEqual([]);
});

test('whichever part of a list somebody says it is, and wherever its addresses stand, it is written down', async () => {
  for (const query of ['', '?part=1', '?part=7&column=0']) {
    const body = 'ana@example.com\n';
    const { status } = await askApi(room, first, `/suppressions/audit${query}`, { method: 'POST', body });
    expect(status).toBe(200);
  }
  const rows = await written('suppression-list.audited');
  expect(rows.map(({ details }) => details)).toMatchObject([{ part: 0 }, { part: 1 }, { part: 7 }]);
});

test('what is said to come of the record of the documentation comes of it', async () => {
  const { bodyExample, example } = OPERATIONS.find(({ id }) => id === 'tryRecords')!;
  const tried = await askApi(room, first, '/records/trial', { method: 'POST', body: bodyExample });
  expect(await tried.json()).toMatchObject(example as object);
});

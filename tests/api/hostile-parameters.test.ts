import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi } from '@/app/_api/open-api';
import { OPERATIONS } from '@/app/_api/operations';
import { writeCursor } from '@/app/_api/paging';
import { fillWorkspace } from '../store/tenant-rows';
import { type ApiRoom, askApi, openApiRoom, problemIn } from './open-api-room';

/** What somebody puts into an address to get at what is behind it. */
const VALUES = [
  "'; DROP TABLE event; --",
  '1 OR 1=1) UNION SELECT password_hash FROM account --',
  '\0',
  '../../../../etc/passwd',
  '\ud800',
  '99999999999999999999999',
  '%',
  'w'.repeat(4_000),
];
/** And what is a text of some kind, out of all bounds. */
const TEXTS = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-14:00',
  'provider:\u202e',
  '((((a+)+)+)+)$',
];
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"__proto__":{"role":"administrator"}}',
  '\0',
  '['.repeat(10_000),
];

interface Described {
  path: string;
  method: string;
  parameters: { name: string; in: string }[];
  hasBody: boolean;
}

const { paths } = openApi() as { paths: Record<string, Record<string, Record<string, unknown>>> };
const described: Described[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters, requestBody }]) => ({
    path: path.replace(/^\/api\/v1/, ''),
    method: method.toUpperCase(),
    parameters: (parameters ?? []) as Described['parameters'],
    hasBody: requestBody !== undefined,
  })),
);

let room: ApiRoom;
let admin: string;
beforeAll(async () => {
  room = await openApiRoom();
  await fillWorkspace(room.store.db, 1, 'alpine');
  admin = await room.token('admin');
}, 60_000);
afterAll(() => room.close());

/** Each question with one parameter at a time gone wrong, and each change with a body that is none. */
function asked({ path, method, parameters, hasBody }: Described): { place: string; body?: string }[] {
  const inPath = (name: string, value: string) =>
    path.replace(/\{(\w+)\}/g, (_, one: string) =>
      encodeURIComponent(one === name ? value.toWellFormed() : '1'),
    );
  const byParameter = parameters.flatMap(({ name, in: where }) =>
    VALUES.map((value) =>
      where === 'path'
        ? { place: inPath(name, value) }
        : { place: `${inPath('', '')}?${new URLSearchParams({ [name]: value })}&${name}=again` },
    ),
  );
  const byBody = hasBody ? BODIES.map((body) => ({ place: inPath('', ''), body })) : [];
  return [...byParameter, ...byBody].map((one) =>
    method === 'GET' || 'body' in one ? one : { ...one, body: '{}' },
  );
}

/** A body that would do, with one of its texts at a time gone wrong: all that reads it is reached. */
function spoilt(body: unknown): unknown[] {
  if (typeof body === 'string') return [...VALUES, ...TEXTS];
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, inner]) =>
    spoilt(inner).map((value) =>
      Array.isArray(body)
        ? body.map((one, i) => (String(i) === name ? value : one))
        : { ...body, [name]: value },
    ),
  );
}

test('every operation has something to be asked wrongly', () => {
  expect(described.length).toBeGreaterThan(30);
  expect(described.flatMap(asked).length).toBeGreaterThan(500);
  expect(OPERATIONS.flatMap(({ bodyExample }) => spoilt(bodyExample)).length).toBeGreaterThan(500);
});

test.each(described)('$method $path answers in its own words, whatever it is asked', async (operation) => {
  const { db } = room.store;
  for (const { place, body } of asked(operation)) {
    const { status } = await askApi(room, admin, place, {
      method: operation.method,
      ...(body !== undefined && { body }),
    });
    expect(status, `${place} ${body ?? ''}`).toBeLessThan(500);
  }
  expect(room.faults).toEqual([]);
  expect(await db.event.count()).toBeGreaterThan(0);
});

const withBody = OPERATIONS.filter(({ bodyExample }) => bodyExample !== null);
test.each(withBody)('$method $path reads every text of a body with care', async (row) => {
  const place = row.path
    .replace('/suppressions/{id}', `/suppressions/1-${'1'.padStart(16, '0')}`)
    .replace(/\{\w+\}/g, '1');
  for (const body of spoilt(row.bodyExample)) {
    const text = JSON.stringify(body);
    const { status } = await askApi(room, admin, place, { method: row.method, body: text });
    expect(status, `${place} ${text.slice(0, 300)}`).toBeLessThan(500);
  }
  expect(room.faults).toEqual([]);
});

test.each([
  ['name', { name: 'half \ud800', pattern: 'full moon', category: 'policy', action: 'investigate' }],
  ['name of a field', { kind: 'push', name: 'relay9', settings: { '\udc00': 'low' } }],
])('half a surrogate pair in a %s is refused, which no JSON in the store holds', async (_, body) => {
  const path = 'pattern' in body ? '/own-rules' : '/sources';
  const answer = await askApi(room, admin, path, { method: 'POST', body });
  expect(answer.status).toBe(422);
  expect((await problemIn(answer)).detail).toBe('No text may hold half a surrogate pair.');
});

const AWAY = [1e300, -1e300, 8.64e15, -8.64e15, 1.5, -62_135_596_800_001];
const suppressed = `1-${'1'.padStart(16, '0')}`;
const WRITTEN: [string, unknown[]][] = [
  ['/annotations', [...AWAY.map((startsAt) => ({ startsAt, id: 1 })), { startsAt: 0, id: 2 ** 31 }]],
  ['/suppressions', [...AWAY.map((at) => ({ at, id: suppressed })), { at: 0, id: 'nobody' }]],
  ['/events', [...AWAY.map((before) => ({ before })), { event: '1-1' }, { event: '9'.repeat(15) }]],
];
test.each(WRITTEN)('%s goes on from no place that it could not have given', async (path, places) => {
  for (const place of places) {
    const answer = await askApi(room, admin, `${path}?cursor=${writeCursor(place)}`);
    expect([answer.status, place]).toEqual([422, place]);
  }
  expect(room.faults).toEqual([]);
});

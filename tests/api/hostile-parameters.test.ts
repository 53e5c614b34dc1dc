import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApi } from '@/app/_api/open-api';
import { fillWorkspace } from '../store/tenant-rows';
import { type ApiRoom, askApi, openApiRoom } from './open-api-room';

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
  const inBody = hasBody ? [{ place: inPath('', ''), body: JSON.stringify(Object.fromEntries(FIELDS)) }] : [];
  return [...byParameter, ...byBody, ...inBody].map((one) =>
    method === 'GET' || 'body' in one ? one : { ...one, body: '{}' },
  );
}

/** Names of fields that bodies have, each with something that it must not hold. */
const FIELDS = [
  'name',
  'text',
  'kind',
  'settings',
  'matchers',
  'endsAt',
  'startsAt',
  'address',
  'note',
  'at',
].map((name, i) => [name, VALUES[i % VALUES.length]] as const);

test('every operation has something to be asked wrongly', () => {
  expect(described.length).toBeGreaterThan(30);
  expect(described.flatMap(asked).length).toBeGreaterThan(500);
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

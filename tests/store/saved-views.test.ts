import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedViews } from '@/lib/queries/saved-views';
import { openByDefault, PageHref, removeView, renameView, saveView } from '@/lib/store/saved-views';
import { makeAccount } from '../access/people';
import { openTestStore, type TestStore } from './test-store';

let store: TestStore;
let ada: { id: number; name: string };
let ben: { id: number; name: string };
beforeAll(async () => {
  store = await openTestStore();
  ada = { id: await makeAccount(store.db, 'ada', 'administrator'), name: 'ada' };
  ben = { id: await makeAccount(store.db, 'ben', 'viewer'), name: 'ben' };
});
afterAll(() => store.close());

const named = async (accountId: number | null) =>
  (await savedViews(store.db, accountId)).map(({ name }) => name);
const first = async (accountId: number | null) =>
  (await savedViews(store.db, accountId))
    .filter(({ opensForMe, opensForAll }) => opensForMe || opensForAll)
    .map(({ name, opensForMe }) => `${name}${opensForMe ? ', mine' : ''}`);

test('a view is its owner’s, or everybody’s', async () => {
  await saveView(
    store.db,
    ada,
    { name: 'Gmail', href: '/providers/gmail?range=7d', accountId: ada.id },
    null,
  );
  await saveView(store.db, ada, { name: 'Wall', href: '/?range=6h', accountId: null }, null);
  await saveView(store.db, ben, { name: 'Ben’s', href: '/codes?range=1h', accountId: ben.id }, null);
  expect(await named(ada.id)).toEqual(['Gmail', 'Wall']);
  expect(await named(ben.id)).toEqual(['Ben’s', 'Wall']);
  expect(await named(null)).toEqual(['Wall']);
});

const idOf = async (name: string) => (await store.db.savedView.findFirstOrThrow({ where: { name } })).id;

test('nobody changes what is another’s, and only who may changes what is everybody’s', async () => {
  const [gmail, wall] = [await idOf('Gmail'), await idOf('Wall')];
  expect(await renameView(store.db, ben, true, { id: gmail, name: 'x' })).toBe(false);
  expect(await removeView(store.db, ben, true, gmail)).toBe(false);
  expect(await renameView(store.db, ben, false, { id: wall, name: 'x' })).toBe(false);
  expect(await removeView(store.db, ben, false, wall)).toBe(false);
  expect(await openByDefault(store.db, ben, `account ${ben.id}`, gmail)).toBe(false);
  expect(await named(ada.id)).toEqual(['Gmail', 'Wall']);
  expect(await renameView(store.db, ada, false, { id: gmail, name: 'Google' })).toBe(true);
  expect(await named(ada.id)).toEqual(['Google', 'Wall']);
});

test('one opens first for a person, one for everybody; only what is everybody’s opens for all', async () => {
  expect(await openByDefault(store.db, ada, 'everybody', await idOf('Google'))).toBe(false);
  expect(await openByDefault(store.db, ada, 'everybody', await idOf('Wall'))).toBe(true);
  expect(await openByDefault(store.db, ada, `account ${ada.id}`, await idOf('Google'))).toBe(true);
  expect(await first(ada.id)).toEqual(['Google, mine', 'Wall']);
  expect(await first(ben.id)).toEqual(['Wall']);
  await openByDefault(store.db, ada, 'everybody', null);
  expect(await first(ben.id)).toEqual([]);
});

test('what is removed opens no more, and all of it was written down', async () => {
  expect(await removeView(store.db, ada, false, await idOf('Google'))).toBe(true);
  expect(await first(ada.id)).toEqual([]);
  expect(await store.db.defaultView.count()).toBe(0);
  const written = await store.db.auditEntry.findMany({ where: { action: { startsWith: 'view.' } } });
  expect(new Set(written.map(({ action }) => action))).toEqual(
    new Set(['view.saved', 'view.renamed', 'view.default-set', 'view.default-removed', 'view.removed']),
  );
});

describe('what is kept is a page of ours', () => {
  test.each(['/', '/?range=6h', '/providers/gmail?filter=-code%3A5.7.26', '/alerts'])('%s', (href) =>
    expect(PageHref.safeParse(href).success).toBe(true),
  );
  test.each([
    ...['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''],
    ...['/api/v1/x', '/login?to=/', '/shared/x', '/a\nb', '/a\\b'],
  ])('not %j', (href) => expect(PageHref.safeParse(href).success).toBe(false));
});

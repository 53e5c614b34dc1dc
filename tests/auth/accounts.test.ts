import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountList, createAccount, type NewAccount, setDisabled, setRole } from '@/lib/auth/accounts';
import { inviteLink, LINK_PATH, readLink, redeemLink, resetLink, setupLink } from '@/lib/auth/links';
import { logIn } from '@/lib/auth/login';
import { changeOwnPassword, endOwnSessions } from '@/lib/auth/own-account';
import { hashOfToken } from '@/lib/auth/secret-token';
import {
  endSession,
  forgetOldSessions,
  openSession,
  SESSION_MS,
  sessionsOf,
  visitorOf,
} from '@/lib/auth/sessions';
import { countTry, forgetOldTries, networkOf } from '@/lib/auth/throttle';
import { openDb } from '@/lib/db';
import { openTestStore, type TestStore } from '../store/test-store';
import { ADMINISTRATOR } from './people';

const PASSWORD = 'walnut ferry 92 quilt';
const ANOTHER = 'seventeen violins whistle';
const BROWSER = { address: '192.0.2.1', userAgent: 'Mozilla/5.0' };
const NOW = new Date('2026-11-21T12:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const DAY_MS = 86_400_000;

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

async function account(name: string, role: NewAccount['role'] = 'administrator'): Promise<number> {
  const created = await createAccount(store.db, ADMINISTRATOR, { name, role, password: PASSWORD });
  if ('fault' in created) throw new Error(created.fault);
  return created.made;
}
const session = (accountId: number, now = NOW) =>
  store.db.$transaction((transaction) =>
    openSession(transaction, accountId, BROWSER, now, { isProven: true }),
  );
const actionsWritten = async () =>
  (await store.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
const tokenIn = (link: string): string => link.slice(LINK_PATH.length + 1);
const enterAs = (name: string, password: string, address = '192.0.2.1') =>
  logIn(store.db, { name, password, token: null }, { ...BROWSER, address }, NOW);

describe('accounts', () => {
  test('the first one is an administrator’s, and names are one whatever their case', async () => {
    const bob = { name: 'Bob', role: 'viewer' as const, password: PASSWORD };
    expect(await createAccount(store.db, ADMINISTRATOR, bob)).toEqual({
      fault: 'the first account has to be an administrator’s',
    });
    await account('Ada');
    expect(await createAccount(store.db, ADMINISTRATOR, { ...bob, name: ' ADA ' })).toEqual({
      fault: 'there is an account ada already',
    });
    expect(await createAccount(store.db, ADMINISTRATOR, bob)).toHaveProperty('made');
    expect(await createAccount(store.db, ADMINISTRATOR, { ...bob, name: 'x'.repeat(200) })).toHaveProperty(
      'fault',
    );
    expect(await createAccount(store.db, ADMINISTRATOR, { ...bob, name: 'eve\u202e' })).toHaveProperty(
      'fault',
    );
    expect(
      await createAccount(store.db, ADMINISTRATOR, { ...bob, name: 'eve', password: 'password1234' }),
    ).toHaveProperty('fault');
    expect((await accountList(store.db)).map(({ name }) => name)).toEqual(['ada', 'bob']);
    expect(JSON.stringify(await accountList(store.db))).not.toContain('argon2');
  });

  test('somebody is always left who can administer, even when two take it from each other at once', async () => {
    const ada = await account('ada');
    expect(await setRole(store.db, ADMINISTRATOR, ada, 'viewer')).toMatch(/nobody else/);
    expect(await setDisabled(store.db, ADMINISTRATOR, ada, true, NOW)).toMatch(/nobody else/);
    const bob = await account('bob');
    const faults = await Promise.all([
      setRole(store.db, ADMINISTRATOR, ada, 'viewer'),
      setDisabled(store.db, ADMINISTRATOR, bob, true, NOW),
    ]);
    expect(faults.filter((fault) => fault === null)).toHaveLength(1);
  });

  test('every change is written down, with who made it and from where', async () => {
    await account('ada');
    const bob = await account('bob', 'viewer');
    await setRole(store.db, ADMINISTRATOR, bob, 'operator');
    await setDisabled(store.db, ADMINISTRATOR, bob, true, NOW);
    await setDisabled(store.db, ADMINISTRATOR, bob, false, NOW);
    const written = await store.db.auditEntry.findMany({
      orderBy: { id: 'asc' },
      omit: { id: true, at: true },
    });
    expect(written.map(({ action, subject, details }) => [action, subject, details])).toEqual([
      ['account.created', 'ada', { role: 'administrator' }],
      ['account.created', 'bob', { role: 'viewer' }],
      ['account.role-changed', 'bob', { from: 'viewer', to: 'operator' }],
      ['account.disabled', 'bob', {}],
      ['account.enabled', 'bob', {}],
    ]);
    expect(
      written.every(({ actor, address }) => actor === ADMINISTRATOR.name && address === '192.0.2.8'),
    ).toBe(true);
  });
});

describe('sessions', () => {
  test('last as long as they are used, and not beyond their day', async () => {
    const ada = await account('ada');
    const token = await session(ada);
    const visit = (now: Date) => visitorOf(store.db, token, '192.0.2.2', now);
    expect(await visit(later(1))).toMatchObject({ id: ada, name: 'ada', role: 'administrator' });
    const step = SESSION_MS.idle - 1000;
    let now = NOW;
    for (; now.getTime() + step < NOW.getTime() + SESSION_MS.most; now = new Date(now.getTime() + step)) {
      expect(await visit(now)).not.toBeNull();
    }
    expect(await visit(later(SESSION_MS.most))).toBeNull();
    const idle = await session(ada);
    expect(await visitorOf(store.db, idle, null, later(SESSION_MS.idle - 1))).not.toBeNull();
    const unused = await session(ada);
    expect(await visitorOf(store.db, unused, null, later(SESSION_MS.idle))).toBeNull();
    expect(await visitorOf(store.db, hashOfToken(idle), null, NOW)).toBeNull();
  });

  test('are listed and ended by their owner alone, and forgotten when they are over', async () => {
    const [ada, bob] = [await account('ada'), await account('bob')];
    const tokens = [await session(ada), await session(ada), await session(ada)];
    const visitor = (await visitorOf(store.db, tokens[0]!, null, NOW))! as NonNullable<
      Awaited<ReturnType<typeof visitorOf>>
    > & { id: number };
    const foreign = await session(bob);
    const [hers] = await sessionsOf(store.db, bob, NOW);
    await endOwnSessions(store.db, visitor, hers!.id);
    expect(await visitorOf(store.db, foreign, null, NOW)).not.toBeNull();
    await endOwnSessions(store.db, visitor, 'others');
    const left = await Promise.all(tokens.map((token) => visitorOf(store.db, token, null, NOW)));
    expect(left.map((one) => one !== null)).toEqual([true, false, false]);
    await store.db.$transaction((transaction) => endSession(transaction, tokens[0]!));
    expect(await sessionsOf(store.db, ada, NOW)).toEqual([]);
    await forgetOldSessions(store.db, later(SESSION_MS.idle));
    expect(await store.db.session.count()).toBe(0);
  });

  test('a new password ends all of them, and the one it was changed in goes on under another token', async () => {
    const ada = await account('ada');
    const [here, elsewhere] = [await session(ada), await session(ada)];
    const visitor = { ...(await visitorOf(store.db, here, null, NOW))!, id: ada };
    const change = (current: string, password: string) =>
      changeOwnPassword(store.db, visitor, { current, password }, BROWSER, NOW);
    expect(await change(ANOTHER, ANOTHER)).toMatchObject({ field: 'current' });
    expect(await change(PASSWORD, 'password1234')).toMatchObject({ field: 'password' });
    expect(await visitorOf(store.db, elsewhere, null, NOW)).not.toBeNull();
    const changed = await change(PASSWORD, ANOTHER);
    if (!('token' in changed)) throw new Error(changed.fault);
    for (const token of [here, elsewhere]) expect(await visitorOf(store.db, token, null, NOW)).toBeNull();
    expect(await visitorOf(store.db, changed.token, null, NOW)).not.toBeNull();
    expect((await enterAs('ada', PASSWORD)).kind).toBe('wrong');
    expect((await enterAs('ada', ANOTHER)).kind).toBe('in');
  });
});

describe('links', () => {
  test('the first administrator is made by the newest link, once, and by none when there is one', async () => {
    const [old, link] = [
      tokenIn((await setupLink(store.db, NOW))!),
      tokenIn((await setupLink(store.db, NOW))!),
    ];
    expect(await readLink(store.db, old, NOW)).toBeNull();
    expect(await readLink(store.db, link, NOW)).toEqual({
      purpose: 'setup',
      name: null,
      role: 'administrator',
    });
    expect(await readLink(store.db, link, later(DAY_MS))).toBeNull();
    const choose = (choice: { name?: string; password?: string }) =>
      redeemLink(store.db, { token: link, name: 'Ada', password: PASSWORD, ...choice }, BROWSER, NOW);
    expect(await choose({ password: 'short' })).toMatchObject({ field: 'password' });
    expect(await choose({ name: '?' })).toMatchObject({ field: 'name' });
    const both = await Promise.all([choose({}), choose({ name: 'Eve' })]);
    expect(both.filter((one) => 'session' in one)).toHaveLength(1);
    expect(await store.db.account.count()).toBe(1);
    expect(await setupLink(store.db, NOW)).toBeNull();
    expect(JSON.stringify(await store.db.accountLink.findMany())).not.toContain(link);
  });

  test('who is invited gets the name and the role that they were invited with', async () => {
    await account('ada');
    const invited = await inviteLink(store.db, ADMINISTRATOR, { name: 'Bob', role: 'viewer' }, NOW);
    if ('fault' in invited) throw new Error(invited.fault);
    const token = tokenIn(invited.made);
    const joined = await redeemLink(store.db, { token, name: 'root', password: PASSWORD }, BROWSER, NOW);
    expect(joined).toHaveProperty('session');
    expect((await accountList(store.db)).map(({ name, role }) => [name, role])).toEqual([
      ['ada', 'administrator'],
      ['bob', 'viewer'],
    ]);
    expect(await redeemLink(store.db, { token, name: '', password: PASSWORD }, BROWSER, NOW)).toHaveProperty(
      'fault',
    );
    expect(await inviteLink(store.db, ADMINISTRATOR, { name: 'bob', role: 'viewer' }, NOW)).toHaveProperty(
      'fault',
    );
  });

  test('a new password ends the sessions of whoever knew the old one, and all other links', async () => {
    const ada = await account('ada');
    const before = await session(ada);
    const first = await resetLink(store.db, ADMINISTRATOR, ada, NOW);
    const second = await resetLink(store.db, ADMINISTRATOR, ada, NOW);
    if ('fault' in first || 'fault' in second) throw new Error('no link');
    expect(await readLink(store.db, tokenIn(first.made), NOW)).toBeNull();
    const choice = { token: tokenIn(second.made), name: '', password: ANOTHER };
    expect(await redeemLink(store.db, choice, BROWSER, NOW)).toHaveProperty('session');
    expect(await visitorOf(store.db, before, null, NOW)).toBeNull();
    expect(await store.db.accountLink.count()).toBe(0);
    expect(await actionsWritten()).toContain('account.password-changed');
  });
});

describe('tries', () => {
  test('are counted in the store, for two processes together', async () => {
    const other = openDb(store.databaseUrl, 2);
    const both = [store.db, other];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => countTry(both[i % 2]!, 'address', '192.0.2.1')),
    );
    await other.$disconnect();
    expect(answers.filter((answer) => answer === null)).toHaveLength(30);
    expect(answers.find((answer) => answer !== null)!.waitSeconds).toBeGreaterThan(800);
    expect(await countTry(store.db, 'address', '192.0.2.2')).toBeNull();
    await forgetOldTries(store.db, new Date(Date.now() + DAY_MS));
    expect(await store.db.throttle.count()).toBe(0);
  });

  test('at one account from one address are ten, and from anywhere a hundred', async () => {
    await account('ada');
    for (let i = 0; i < 10; i++) expect((await enterAs('ada', 'wrong')).kind).toBe('wrong');
    expect((await enterAs('ada', PASSWORD)).kind).toBe('wait');
    expect((await enterAs('ada', PASSWORD, '192.0.2.99')).kind).toBe('in');
    // What succeeded was no try: the count of the account begins anew.
    expect((await enterAs('ada', 'wrong', '192.0.2.99')).kind).toBe('wrong');
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:1::5', '2001:db8:0:1'],
    ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

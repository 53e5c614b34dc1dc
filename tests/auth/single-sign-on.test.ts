import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountList, createAccount, setDisabled } from '@/lib/auth/accounts';
import { visitorOf } from '@/lib/auth/sessions';
import { beginSignOn, finishSignOn, type SignOnAttempt } from '@/lib/auth/single-sign-on';
import { createWorkspace } from '@/lib/auth/workspaces';
import { readEnv, type SignOnSettings } from '@/lib/env';
import { openTestStore, type TestStore } from '../store/test-store';
import { CLIENT, type IdentityProvider, REDIRECT_URI, startIdentityProvider } from './identity-provider';
import { ADMINISTRATOR } from './people';

const BROWSER = { address: '192.0.2.1', userAgent: null };
const PEOPLE: Record<string, Record<string, unknown>> = {
  grace: { email: 'grace@relay.example', email_verified: true, groups: ['mail-team', 'other'] },
  heidi: { email: 'heidi@relay.example', email_verified: true },
  ivan: { email: 'ivan@relay.example', email_verified: false, groups: ['mail-team'] },
  judy: { email: 'judy@elsewhere.example', email_verified: true, groups: ['mail-team'] },
  nina: { email: 'nina@relay.example', email_verified: true, groups: ['postmasters'] },
  ada: { email: 'ada@relay.example', email_verified: true, groups: ['postmasters'] },
};

let store: TestStore;
let provider: IdentityProvider;
let settings: SignOnSettings;
beforeAll(async () => {
  store = await openTestStore();
  provider = await startIdentityProvider(PEOPLE);
  const env = readEnv({
    NODE_ENV: 'test',
    BOUNCEBOARD_OIDC_ISSUER: provider.issuer,
    BOUNCEBOARD_ALLOW_HOSTS: '127.0.0.1',
    BOUNCEBOARD_OIDC_CLIENT_ID: CLIENT.id,
    BOUNCEBOARD_OIDC_CLIENT_SECRET: CLIENT.secret,
    BOUNCEBOARD_OIDC_DOMAINS: 'Relay.example',
    BOUNCEBOARD_OIDC_ROLE_CLAIM: 'groups',
    BOUNCEBOARD_OIDC_ROLES: 'mail-team=operator,postmasters=administrator',
  });
  settings = env.signOn!;
  const password = 'walnut ferry 92 quilt';
  const ada = { name: 'ada@relay.example', role: 'administrator' as const, password };
  await createAccount(store.db, ADMINISTRATOR, ada);
});
afterAll(async () => {
  await provider?.stop();
  await store?.close();
});

async function comeBack(login: string): Promise<{ attempt: SignOnAttempt; query: string }> {
  const { url, attempt } = await beginSignOn(settings, REDIRECT_URI, '/alerts');
  return { attempt, query: (await provider.logIn(url, login)).search };
}
const finish = (attempt: SignOnAttempt, query: string, given = settings) =>
  finishSignOn(store.db, given, attempt, query, BROWSER, new Date());
async function signOn(login: string, given = settings) {
  const { attempt, query } = await comeBack(login);
  return finish(attempt, query, given);
}

test('whom the provider knows is let in, in the role that it says, under one account', async () => {
  for (let i = 0; i < 2; i++) {
    const done = await signOn('grace');
    if ('fault' in done) throw new Error(done.fault);
    const visitor = await visitorOf(store.db, done.token, null, new Date());
    expect(visitor).toMatchObject({ name: 'grace@relay.example', role: 'operator' });
  }
  const accounts = await accountList(store.db);
  expect(accounts.filter(({ name }) => name.startsWith('grace'))).toHaveLength(1);
});

test('a role that is taken away there is taken away here', async () => {
  const given = { ...settings, roles: { 'mail-team': 'viewer' as const } };
  const done = await signOn('grace', given);
  if ('fault' in done) throw new Error(done.fault);
  expect(await visitorOf(store.db, done.token, null, new Date())).toMatchObject({ role: 'viewer' });
});

test.each([
  ['of another domain', 'judy', /domain/],
  ['whose address is not verified', 'ivan', /not verified/],
  ['for whom no role is named', 'heidi', /no role/],
  ['whose name is somebody’s with a password', 'ada', /there is an account/],
])('somebody %s is refused, and that is written down', async (_, login, fault) => {
  const done = await signOn(login);
  expect(done).toEqual({ fault: expect.stringMatching(fault) });
  const last = await store.db.auditEntry.findFirst({ orderBy: { id: 'desc' } });
  expect(last).toMatchObject({
    action: 'session.refused',
    subject: PEOPLE[login]!.email,
    address: '192.0.2.1',
  });
});

test('the preset role is for those for whom none is named', async () => {
  const done = await signOn('heidi', { ...settings, defaultRole: 'viewer' });
  expect(done).toHaveProperty('token');
});

test('an account that is disabled here stays outside, whatever the provider says', async () => {
  const grace = (await accountList(store.db)).find(({ name }) => name.startsWith('grace'))!;
  await setDisabled(store.db, ADMINISTRATOR, grace.id, true, new Date());
  expect(await signOn('grace')).toEqual({ fault: 'this account is disabled' });
  await setDisabled(store.db, ADMINISTRATOR, grace.id, false, new Date());
  expect(await signOn('grace')).toHaveProperty('token');
});

test('an answer fits one question: state, nonce and verifier are looked at, and a code is good once', async () => {
  const REFUSED = { fault: expect.stringMatching(/does not fit/) };
  const changes: ((attempt: SignOnAttempt, query: URLSearchParams) => [SignOnAttempt, URLSearchParams])[] = [
    (attempt, query) => [{ ...attempt, state: 'another' }, query],
    (attempt, query) => [{ ...attempt, nonce: 'another' }, query],
    (attempt, query) => [{ ...attempt, verifier: 'another'.repeat(8) }, query],
    (attempt, query) => [attempt, new URLSearchParams([...query, ['iss', 'https://evil.example']])],
    (attempt, query) => [
      attempt,
      new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' }),
    ],
    (attempt) => [attempt, new URLSearchParams()],
  ];
  for (const change of changes) {
    const { attempt, query } = await comeBack('grace');
    const [changed, asked] = change(attempt, new URLSearchParams(query));
    expect(await finish(changed, `?${asked}`)).toEqual(REFUSED);
  }
  const { attempt, query } = await comeBack('grace');
  expect(await finish(attempt, query)).toHaveProperty('token');
  expect(await finish(attempt, query)).toEqual(REFUSED);
});

test('at an internal address the provider is asked only where the operator allows it', async () => {
  const strict = { ...settings, allowHosts: [] };
  const refused = await beginSignOn(strict, REDIRECT_URI, '/').catch((error: unknown) => error);
  expect(inspect(refused)).toContain('127.0.0.1 is an internal address: list it in BOUNCEBOARD_ALLOW_HOSTS');
  // The control: allowed, the same one answers.
  expect((await beginSignOn(settings, REDIRECT_URI, '/')).url.origin).toBe(provider.issuer);
});

test('whoever the provider no longer calls an administrator no longer sees every workspace', async () => {
  const seen = async (given = settings) => {
    const done = await signOn('nina', given);
    if ('fault' in done) throw new Error(done.fault);
    const visitor = await visitorOf(store.db, done.token, null, new Date());
    return [visitor?.role, visitor?.workspaces];
  };
  expect(await seen()).toEqual(['administrator', null]);
  expect(await createWorkspace(store.db, ADMINISTRATOR, 'Newsletters')).toHaveProperty('made');
  expect(await seen()).toEqual(['administrator', null]);
  expect(await seen({ ...settings, roles: { postmasters: 'operator' } })).toEqual(['operator', []]);
});

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, type IdentityProvider, startIdentityProvider } from '../auth/identity-provider';
import { openTestStore, type TestStore } from '../store/test-store';
import { ask, type Dashboard, startDashboard } from './dashboard';
import { makeAccount } from './people';

const PLACE = '/login/single-sign-on';
const HOST = 'bounces.example.com';
const PEOPLE = { grace: { email: 'grace@relay.example', email_verified: true } };

let store: TestStore;
let provider: IdentityProvider;
let dashboard: Dashboard;
beforeAll(async () => {
  store = await openTestStore();
  await makeAccount(store.db, 'ada', 'administrator');
  provider = await startIdentityProvider(PEOPLE, `http://${HOST}${PLACE}/callback`);
  dashboard = await startDashboard({
    DATABASE_URL: store.databaseUrl,
    BOUNCEBOARD_URL: `http://${HOST}`,
    BOUNCEBOARD_SECRET_KEY: randomBytes(32).toString('base64'),
    BOUNCEBOARD_OIDC_ISSUER: provider.issuer,
    BOUNCEBOARD_ALLOW_HOSTS: '127.0.0.1',
    BOUNCEBOARD_OIDC_CLIENT_ID: CLIENT.id,
    BOUNCEBOARD_OIDC_CLIENT_SECRET: CLIENT.secret,
    BOUNCEBOARD_OIDC_DEFAULT_ROLE: 'viewer',
  });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await provider?.stop();
  await store?.close();
});

const get = (path: string, cookies: readonly string[] = []) =>
  ask(`${dashboard.url}${path}`, { headers: { host: HOST, cookie: cookies.join('; ') } });
const pairs = (set: readonly string[] = []) => set.map((cookie) => cookie.split(';')[0] ?? '');

test('the login leads to the provider and back, to where somebody wanted', async () => {
  expect((await get('/login')).text).toContain(`href="${PLACE}?to=%2F"`);
  const begun = await get(`${PLACE}?to=/alerts`);
  const attempt = begun.headers['set-cookie'] ?? [];
  expect(attempt.join()).toMatch(/Path=\/login\/single-sign-on; .*HttpOnly; SameSite=lax/i);
  const question = new URL(begun.headers.location ?? '');
  expect(question.origin).toBe(provider.issuer);
  expect(attempt.join()).not.toContain(question.searchParams.get('state'));
  const answer = await provider.logIn(question, 'grace');
  const back = `${answer.pathname}${answer.search}`;

  // Somebody else's browser, which was made to open the answer, did not ask.
  const foreign = await get(back);
  expect(foreign.headers.location).toMatch(/^\/login\?refused=/);
  expect(foreign.headers['set-cookie']).toBeUndefined();

  const entered = await get(back, pairs(attempt));
  expect(entered.headers.location).toBe('/alerts');
  const session = pairs(entered.headers['set-cookie']).filter((pair) => pair.startsWith('bounceboard-here='));
  const page = await get('/settings/security', session);
  expect([page.status, page.text.includes('grace@relay.example')]).toEqual([200, true]);
  expect(dashboard.log()).not.toContain(answer.searchParams.get('code'));
});

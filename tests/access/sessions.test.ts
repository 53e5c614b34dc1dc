import { afterAll, beforeAll, expect, test } from 'vitest';
import { setDisabled, setRole } from '@/lib/auth/accounts';
import { hashOfToken } from '@/lib/auth/secret-token';
import { ADMINISTRATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';
import { cookieIn, sendForm } from './call-action';
import { type Answer, ask, type Dashboard, startDashboard } from './dashboard';
import { makeAccount, PASSWORD } from './people';

const PUBLIC = { name: 'bounces.example.com', url: 'https://bounces.example.com' };

let store: TestStore;
let dashboard: Dashboard;
beforeAll(async () => {
  store = await openTestStore();
  await makeAccount(store.db, 'ada', 'administrator');
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, BOUNCEBOARD_URL: PUBLIC.url });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

const logIn = (name: string, password: string, headers: Record<string, string> = {}, to = '/alerts') =>
  sendForm(dashboard.url, 'logInHere', { name, password, to }, headers);
const open = async (cookie: string): Promise<number> =>
  (await ask(`${dashboard.url}/settings/security`, { headers: { cookie } })).status;
/** Every test comes from an address of its own, by way of a proxy at this machine. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const isIn = ({ headers }: Answer): boolean =>
  headers['x-action-redirect']?.toString().startsWith('/alerts') === true;

test('a login opens a session whose token is in the cookie alone', async () => {
  const answer = await logIn('Ada', PASSWORD, from('198.51.100.1'));
  expect(isIn(answer)).toBe(true);
  const cookie = cookieIn(answer);
  expect(cookie?.attributes).toMatch(/^Path=\/; Expires=[^;]+; Max-Age=604800; HttpOnly; SameSite=lax$/i);
  const [name, token = ''] = cookie!.pair.split('=');
  expect(name).toBe('bounceboard-here');
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(answer.text).not.toContain(token);
  expect(await open(cookie!.pair)).toBe(200);
  const session = await store.db.session.findUniqueOrThrow({ where: { tokenHash: hashOfToken(token) } });
  expect(session.address).toBe('198.51.100.1');
  expect(JSON.stringify(await store.db.session.findMany())).not.toContain(token);
});

test('by the public name the cookie never goes without TLS, and nothing else is answered', async () => {
  const host = { host: PUBLIC.name, origin: PUBLIC.url, ...from('198.51.100.2') };
  const answer = await logIn('ada', PASSWORD, host);
  expect(isIn(answer)).toBe(true);
  const cookie = cookieIn(answer);
  expect(cookie?.pair).toMatch(/^__Host-bounceboard=/);
  expect(cookie?.attributes).toMatch(/; Secure;/i);
  const page = (headers: Record<string, string>) => ask(`${dashboard.url}/settings/security`, { headers });
  const inside = await page({ host: PUBLIC.name, cookie: cookie!.pair });
  expect(inside.status).toBe(200);
  expect(inside.headers['strict-transport-security']).toMatch(/^max-age=63072000/);
  // A cookie that a neighbour below the same domain set under the name of the plain connection is none.
  const planted = cookie!.pair.replace('__Host-bounceboard', 'bounceboard-here');
  expect((await page({ host: PUBLIC.name, cookie: planted })).status).toBe(307);
  expect((await page({ host: 'evil.example', cookie: cookie!.pair })).status).toBe(421);
});

test('a token that somebody planted is worth nothing after the login, and the one before it neither', async () => {
  const planted = `bounceboard-here=${'A'.repeat(43)}`;
  const first = cookieIn(await logIn('ada', PASSWORD, { ...from('198.51.100.3'), cookie: planted }))!.pair;
  expect(first).not.toBe(planted);
  expect(await open(planted)).toBe(307);
  const second = cookieIn(await logIn('ada', PASSWORD, { ...from('198.51.100.3'), cookie: first }))!.pair;
  expect(second).not.toBe(first);
  expect([await open(first), await open(second)]).toEqual([307, 200]);
});

test('logging out ends the session, not the browser’s memory of it alone', async () => {
  const cookie = cookieIn(await logIn('ada', PASSWORD, from('198.51.100.4')))!.pair;
  expect(await open(cookie)).toBe(200);
  const out = await sendForm(dashboard.url, 'logOutHere', {}, { cookie });
  expect(cookieIn(out)?.attributes).toContain('Max-Age=0');
  expect(await open(cookie)).toBe(307);
});

test('a role that is taken and an account that is disabled take effect at once', async () => {
  const id = await makeAccount(store.db, 'bob', 'administrator');
  const cookie = cookieIn(await logIn('bob', PASSWORD, from('198.51.100.5')))!.pair;
  const audit = async () => (await ask(`${dashboard.url}/settings/audit`, { headers: { cookie } })).status;
  expect(await audit()).toBe(200);
  await setRole(store.db, ADMINISTRATOR, id, 'viewer');
  expect(await audit()).toBe(403);
  await setDisabled(store.db, ADMINISTRATOR, id, true, new Date());
  expect(await audit()).toBe(307);
  expect(isIn(await logIn('bob', PASSWORD, from('198.51.100.5')))).toBe(false);
});

test.each(['https://evil.example/', '//evil.example', '/\\evil.example'])(
  'a login leads to no other site: %s',
  async (to) => {
    const answer = await logIn('ada', PASSWORD, from('198.51.100.6'), to);
    expect(answer.headers['x-action-redirect']).toMatch(/^\/(;|$)/);
    const { text, status } = await ask(`${dashboard.url}/login?to=${encodeURIComponent(to)}`);
    expect(status).toBe(200);
    expect(text).toContain('name="to" value="/"');
  },
);

test('who is not there and who mistyped get the same answer', async () => {
  const known = await logIn('ada', 'not the password', from('198.51.100.7'));
  const unknown = await logIn('nobody', 'not the password', from('198.51.100.7'));
  expect(known.status).toBe(200);
  expect(known.text).toContain('The name or the password is wrong.');
  const worded = (answer: Answer) => answer.text.replace(/"[\w-]{21}"/g, '');
  expect(worded(unknown)).toBe(worded(known));
});

test('a flood is refused, in whichever order it arrives, and however it claims to come from elsewhere', async () => {
  await makeAccount(store.db, 'eve', 'viewer');
  const tries = Array.from({ length: 25 }, (_, i) =>
    // The proxy of this machine adds the real address behind whatever a client claims.
    logIn('eve', `wrong ${i}`, from(`203.0.113.${i}, 198.51.100.8`)),
  );
  const refused = (await Promise.all(tries)).filter(({ text }) => text.includes('Too many tries'));
  expect(refused.length).toBe(15);
  const right = await logIn('eve', PASSWORD, from('198.51.100.8'));
  expect(right.text).toContain('Too many tries');
  // Others are not kept out by it, nor is she from where she usually is.
  expect(isIn(await logIn('ada', PASSWORD, from('198.51.100.8')))).toBe(true);
  expect(isIn(await logIn('eve', PASSWORD, from('198.51.100.9')))).toBe(true);
});

test('no password and no token is in what the process writes or answers', async () => {
  const canary = 'canary-of-a-password-1';
  const answers = [
    await logIn('ada', canary, from('198.51.100.10')),
    await logIn(canary, canary, from('198.51.100.10')),
    await sendForm(dashboard.url, 'logInHere', { name: 'ada', password: canary, to: canary }),
    await ask(`${dashboard.url}/alerts`, { headers: { cookie: `bounceboard-here=${canary}` } }),
    await ask(`${dashboard.url}/alerts`, { headers: { authorization: `Bearer ${canary}` } }),
  ];
  expect(answers.map(({ text }) => text).filter((text) => text.includes(canary))).toEqual([]);
  expect(dashboard.log()).not.toContain(canary);
  expect(dashboard.log()).not.toContain(PASSWORD);
  const written = await store.db.auditEntry.findMany();
  expect(written.length).toBeGreaterThan(10);
  expect(
    JSON.stringify(written, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(canary);
});

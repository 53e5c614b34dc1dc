import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayActAs, ROLES, type Role } from '@/lib/auth/person';
import { setSecondFactorRule } from '@/lib/auth/second-factor-rule';
import { OwnRuleForm } from '@/lib/classify/own-rule';
import { createOwnRule } from '@/lib/store/own-rules';
import { ensureSource } from '@/lib/store/sources';
import { ADMINISTRATOR, OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Answer, ask, type Dashboard, fromOurPage, startDashboard } from './dashboard';
import { cookieOf, makeAccount } from './people';
import { type ActionRoute, actionsOfBuild, HANDLERS, PAGES, type Route } from './routes';

/** What asks nobody who they are, and why that is right. Everything else has to say which role it needs. */
const OPEN: Record<string, string> = {
  'app/(auth)/login/page.tsx': 'it is where one says who one is',
  'app/(auth)/login/second-factor/page.tsx': 'asks for the session of somebody who has shown the password',
  'app/(auth)/login/second-factor/set-up/page.tsx': 'is for those of whom a second factor is required',
  'app/(auth)/login/single-sign-on/route.ts': 'leads to the identity provider',
  'app/(auth)/login/single-sign-on/callback/route.ts': 'asks the identity provider who it is',
  'app/(auth)/welcome/page.tsx': 'whoever has a link has no account yet',
  'app/(shared)/shared/[token]/page.tsx': 'whoever has the secret link has no account',
  'app/api/health/route.ts': 'says that the process lives, and nothing else',
  'app/api/ready/route.ts': 'says whether the store answers, and nothing else',
  'app/api/ready/worker/route.ts': 'says whether jobs are finished, and nothing else',
  'app/api/v1/openapi.json/route.ts': 'says what there is to ask, and nothing of this installation',
  'app/push/follow-file.sh/route.ts': 'mail servers fetch it, which says nothing of this installation',
  'app/api/v1/ingest/[source]/route.ts': 'programs bring a token',
  'app/api/v1/webhooks/[source]/route.ts': 'services bring a signature or a secret',
};
const OPEN_ACTIONS: Record<string, string> = {
  logInHere: 'it is where one says who one is',
  showSecondFactorHere: 'asks for the session of somebody who has shown the password',
  readWelcome: 'asks for the link’s token',
  acceptWelcome: 'asks for the link’s token',
  logOutHere: 'ends the session that is shown',
};
/** What is open by a token or a signature is refused without one; that there is such an address is no secret. */
const BY_TOKEN = /^app\/api\/v1\/(?:ingest|webhooks)\//;
/** An administrator who has shown the password and has no second factor, where every administrator has to have one. */
const OWING = 'owing';
/** All that such a one may call. */
const OF_OWING = ['offerSecondFactor', 'confirmSecondFactor'];
const ASKERS = ['anonymous', OWING, ...ROLES] as const;
type Asker = (typeof ASKERS)[number];

/** Stands in what the store holds, and may be read by nobody who is not logged in. */
const CANARY = 'canary';
const RULE = {
  ...{ name: CANARY, pattern: 'moon', codes: '', provider: '', category: 'policy', action: 'investigate' },
  ...{ bounceType: '', note: '' },
};

let store: TestStore;
let dashboard: Dashboard;
const cookies: Partial<Record<Asker, string>> = {};
const actions = actionsOfBuild();

beforeAll(async () => {
  store = await openTestStore();
  for (const role of [...ROLES].reverse()) {
    cookies[role] = await cookieOf(store.db, await makeAccount(store.db, `${CANARY} ${role}`, role));
  }
  await store.db.account.updateMany({ data: { totpKey: { sealed: 'one is set up' } } });
  const owing = await makeAccount(store.db, `${CANARY} ${OWING}`, 'administrator');
  cookies[OWING] = await cookieOf(store.db, owing);
  const demand = { requiredOf: 'administrators' } as const;
  expect(await setSecondFactorRule(store.db, ADMINISTRATOR, demand)).toBeNull();
  await ensureSource(store.db, { name: CANARY, kind: 'import', format: 'auto', paths: [], timeZone: 'UTC' });
  await createOwnRule(store.db, OPERATOR, OwnRuleForm.parse(RULE));
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, BOUNCEBOARD_LOG_LEVEL: 'silent' });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

const as = (asker: Asker): Record<string, string> => (cookies[asker] ? { cookie: cookies[asker] } : {});
const isNobody = (asker: Asker) => asker === 'anonymous' || asker === OWING;
const isIn = (asker: Asker, needs: Role): boolean =>
  asker !== 'anonymous' && asker !== OWING && mayActAs({ id: 1, name: asker, role: asker }, needs);

/** The way to the login, however it is worded: in the status, or within what React reads. */
const leadsToLogin = ({ status, headers, text }: Answer): boolean =>
  (status === 307 && headers.location?.includes('/login?to=') === true) ||
  text.includes('NEXT_REDIRECT;replace;/login');

test('there are pages, routes and actions to ask', () => {
  expect(PAGES.length).toBeGreaterThan(10);
  expect(HANDLERS.map(({ path }) => path)).toContain('/api/health');
  expect(actions.map(({ name }) => name)).toContain('submitOwnRule');
});

test('every page, route and action asks for a role, or is listed here with a reason', () => {
  const silent = [
    ...[...PAGES, ...HANDLERS].filter(({ needs, file }) => !needs && !OPEN[file]).map(({ file }) => file),
    ...actions
      .filter(({ needs, name }) => !needs && !OPEN_ACTIONS[name])
      .map(({ name, file }) => `${file} ${name}`),
  ];
  expect(silent).toEqual([]);
});

const GUARDED = PAGES.filter(({ needs }) => needs !== null) as (Route & { needs: Role })[];

describe.each(GUARDED)('$path ($needs)', ({ path, needs }) => {
  test.each(ASKERS)('%s', async (asker) => {
    const answer = await ask(`${dashboard.url}${path}`, { headers: as(asker) });
    if (isNobody(asker)) {
      const way = asker === OWING ? '/login/second-factor/set-up' : '/login';
      expect(answer.status).toBe(307);
      expect(answer.headers.location).toBe(`${way}?to=${encodeURIComponent(path)}`);
      expect(answer.text).not.toContain(CANARY);
    } else if (isIn(asker, needs)) {
      expect([200, 404]).toContain(answer.status);
      expect(leadsToLogin(answer)).toBe(false);
    } else expect(answer.status).toBe(403);
  });

  test('anonymous, however it is asked', async () => {
    const answers = await Promise.all(
      DISGUISES.map((headers) => followRsc(`${path}${headers.rsc ? '?_rsc=1' : ''}`, headers)),
    );
    for (const [index, answer] of answers.entries()) {
      const asked = JSON.stringify(DISGUISES[index]);
      expect(answer.text, asked).not.toContain(CANARY);
      // What is asked for ahead tells where pages are, not what they say.
      if (!DISGUISES[index]?.['next-router-prefetch']) expect(leadsToLogin(answer), asked).toBe(true);
    }
  });
});

/** Ways to ask that Next or a proxy treats in a way of its own, and headers that only they should write. */
const DISGUISES: readonly Record<string, string>[] = [
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '2' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { purpose: 'prefetch' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-nextjs-data': '1', 'x-middleware-invoke': '1', 'x-matched-path': '/login' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' },
  { 'x-bounceboard-peer': '127.0.0.1', 'x-forwarded-host': 'localhost' },
  { 'x-bounceboard-asked-for': 'GET /login' },
  { authorization: 'Bearer x' },
];

test('who is refused is written down', async () => {
  const before = new Date();
  await ask(`${dashboard.url}/settings/audit?before=7`, { headers: as('viewer') });
  const written = await store.db.auditEntry.findFirst({
    where: { at: { gte: before }, actor: `${CANARY} viewer` },
  });
  expect(written).toMatchObject({ action: 'access.refused', subject: '/settings/audit' });
  expect(written?.details).toEqual({ method: 'GET', needs: 'administrator' });
});

test('somebody who may sees what nobody else was shown', async () => {
  for (const path of ['/sources', '/unclassified', '/settings/accounts', '/settings/audit']) {
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const answer = await followRsc(path, { ...headers, ...as('administrator') });
      expect(answer.text, path).toContain(CANARY);
    }
  }
});

/** Next sends React's questions to an address that tells their headers apart. */
async function followRsc(path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await ask(`${dashboard.url}${path}`, { headers });
  const { location } = answer.headers;
  if (answer.status !== 307 || !location?.includes('_rsc') || location.startsWith('/login')) return answer;
  return ask(new URL(location, dashboard.url).href, { headers });
}

/** There is no identity provider here, and no worker. */
const openStatus = (path: string): number =>
  path.includes('single-sign-on') ? 400 : path === '/api/ready/worker' ? 503 : 200;

const pretendSample = () =>
  store.db.workspace.upsert({
    where: { name: 'Sample data' },
    create: { name: 'Sample data', isSample: true },
    update: {},
  });

describe.each(HANDLERS)('$method $path', ({ file, path, method, needs }) => {
  const mayChange = () => (method === 'GET' ? {} : fromOurPage(dashboard.url));
  test.each(ASKERS)('%s', async (asker) => {
    // With one that is there, nobody makes up a week of mail.
    if (path === '/api/v1/sample' && method === 'POST') await pretendSample();
    const answer = await ask(`${dashboard.url}${path}`, {
      method,
      headers: { ...mayChange(), ...as(asker) },
    });
    if (BY_TOKEN.test(file)) expect(method === 'GET' ? [200, 401] : [401, 403, 404]).toContain(answer.status);
    else if (!needs) expect(answer.status).toBe(openStatus(path));
    else if (isNobody(asker)) expect(answer.status).toBe(401);
    else if (!isIn(asker, needs)) expect(answer.status).toBe(403);
    else expect([401, 403, 307]).not.toContain(answer.status);
  });
});

/** A call as the build's own client makes it, with a form that nothing was put into. */
function call({ path, id }: ActionRoute, headers: Record<string, string>): Promise<Answer> {
  return ask(`${dashboard.url}${path}`, {
    method: 'POST',
    headers: {
      ...fromOurPage(dashboard.url),
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      ...headers,
    },
    body: '[]',
  });
}

const GUARDED_ACTIONS = actions.filter(({ needs }) => needs !== null) as (ActionRoute & { needs: Role })[];
describe.each(GUARDED_ACTIONS)('$name ($needs)', (action) => {
  test.each(ASKERS)('%s', async (asker) => {
    const { status } = await call(action, as(asker));
    if (asker === OWING && OF_OWING.includes(action.name)) expect([401, 403]).not.toContain(status);
    else if (isNobody(asker)) expect(status).toBe(401);
    else if (isIn(asker, action.needs)) expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
  });

  test('not for an administrator whom another site makes ask', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const { status, text } = await call(action, { ...as('administrator'), ...foreign });
    expect([status, JSON.parse(text).title]).toEqual([403, 'Not allowed']);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../store/test-store';
import { ask, type Dashboard, startDashboard } from './dashboard';

let store: TestStore;
let dashboard: Dashboard;
beforeAll(async () => {
  store = await openTestStore();
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

const get = (path: string) => ask(`${dashboard.url}${path}`);

test.each(['/', '/welcome', '/nothing/at/all', '/api/health', '/codes/5.7.26'])(
  '%s is neither framed nor sniffed, and tells no other site where it was',
  async (path) => {
    const { headers } = await get(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['x-powered-by']).toBeUndefined();
    // On a plain connection a browser would only forget it, or be kept out of other things on this machine.
    expect(headers['strict-transport-security']).toBeUndefined();
  },
);

test('scripts run by a nonce that is another one every time, and every script of a page has it', async () => {
  const pages = [await get('/'), await get('/'), await get('/nothing/at/all')];
  const nonces = pages.map(({ headers, text }) => {
    const policy = headers['content-security-policy'] as string;
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    return nonce;
  });
  expect(new Set(nonces).size).toBe(pages.length);
});

test('a nonce that a client brings along is not taken', async () => {
  const policy = "script-src 'nonce-mine'";
  const headers = { 'content-security-policy': policy, 'x-bounceboard-nonce': 'mine' };
  const { text } = await ask(`${dashboard.url}/`, { headers });
  expect(text).toContain('nonce="');
  expect(text).not.toContain('nonce="mine"');
});

test('what fails says so and gives nothing away', async () => {
  const broken = await startDashboard({ DATABASE_URL: store.databaseUrl });
  await store.db.$executeRaw`ALTER TABLE account RENAME TO hidden_account`;
  try {
    const { status, text } = await ask(`${broken.url}/alerts`);
    expect(status).toBe(500);
    expect(text).not.toMatch(/hidden_account|PrismaClient|postgres(?:ql)?:\/\/|node_modules|\bat \w+ \(/);
    expect(broken.log()).toMatch(/account/);
  } finally {
    await store.db.$executeRaw`ALTER TABLE hidden_account RENAME TO account`;
    await broken.stop();
  }
});

test('nobody is let in where others can reach the process, and they are told what to do', async () => {
  const reachable = await startDashboard({ DATABASE_URL: store.databaseUrl, HOSTNAME: '0.0.0.0' });
  try {
    const page = await ask(`${reachable.url}/alerts`);
    expect([page.status, page.headers.location]).toEqual([307, '/login?to=%2Falerts']);
    expect((await ask(`${reachable.url}/login`)).text).toContain('Nobody has an account yet');
    expect((await ask(`${reachable.url}/api/filter-values`)).status).toBe(401);
    // The same store at this machine: open.
    expect((await get('/alerts')).status).toBe(200);
  } finally {
    await reachable.stop();
  }
});

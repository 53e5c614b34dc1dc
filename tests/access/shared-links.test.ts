import { afterAll, beforeAll, expect, test } from 'vitest';
import { createShareLink, revokeShareLink } from '@/lib/store/share-links';
import { send } from '../alerts/traffic';
import { OPERATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';
import { type Answer, ask, type Dashboard, startDashboard } from './dashboard';
import { makeAccount } from './people';

/** Stands in what no link may tell: diagnostics, recipients, other providers, people. */
const CANARY = 'canary';
const HOUR_MS = 3_600_000;

let store: TestStore;
let dashboard: Dashboard;
beforeAll(async () => {
  store = await openTestStore();
  await makeAccount(store.db, `${CANARY} administrator`, 'administrator');
  const from = new Date(Date.now() - 2 * HOUR_MS);
  const refused = {
    ...{ replyCode: 550, statusCode: '5.7.26', category: 'authentication', action: 'fix' },
    ...{ enforcement: true, rule: 'gmail/5.7.26' },
  };
  for (const [provider, sendingDomain] of [
    ['gmail', 'news.example.com'],
    ['yahoo', 'other-brand.example.com'],
  ] as const) {
    const labels = { provider, sendingDomain };
    await send(store.db, { from, minutes: 100, events: 500, outcome: 'delivered', labels });
    await send(store.db, {
      ...{ from, minutes: 100, events: 40, outcome: 'bounced', labels: { ...labels, ...refused } },
      diagnostic: `550 5.7.26 ${CANARY}@example.com refused`,
    });
  }
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, BOUNCEBOARD_LOG_LEVEL: 'silent' });
}, 120_000);
afterAll(async () => {
  await dashboard?.stop();
  await store?.close();
});

const share = (href: string, expiresAt = new Date(Date.now() + HOUR_MS)) =>
  createShareLink(store.db, OPERATOR, { name: 'for a client', href, expiresAt, workspaces: null });
const open = (token: string, query = ''): Promise<Answer> => ask(`${dashboard.url}/shared/${token}${query}`);
/** Panels arrive in the order in which they are ready. */
const numbers = ({ text }: Answer): string[] => (text.match(/\b\d+ \/ \d+\b/g) ?? []).sort();

test('shows its page to whoever has it, without recipients or anybody’s name', async () => {
  for (const page of ['/', '/providers', '/providers/gmail', '/codes/5.7.26', '/enforcement']) {
    const { token } = await share(`${page}?range=6h`);
    const answer = await open(token);
    expect(answer.status, page).toBe(200);
    expect(answer.text, page).toContain('for a client');
    expect(answer.text, page).not.toContain(CANARY);
    expect(answer.text, page).not.toContain('could not be loaded');
    expect(answer.headers['x-robots-tag'], page).toContain('noindex');
    expect(answer.headers['referrer-policy'], page).toBe('no-referrer');
    expect(answer.headers['cache-control'], page).toContain('no-store');
  }
});

test('shows the scope that it was made with, whatever is added to its address', async () => {
  const { token } = await share('/?range=6h&filter=provider%3Agmail');
  const plain = await open(token);
  expect(plain.text).toContain('40 / 540');
  expect(plain.text).not.toContain('80 / 1,080');
  for (const query of [
    '?filter=',
    '?filter=provider%3Ayahoo',
    '?range=90d',
    '?from=2026-01-01&to=2027-01-01',
    '?by=category',
  ]) {
    const asked = await open(token, query);
    expect(asked.status, query).toBe(200);
    expect(numbers(asked), query).toEqual(numbers(plain));
    expect(asked.text, query).not.toContain('other-brand.example.com');
  }
  // The control: without the filter all of it is there.
  const all = await open((await share('/?range=6h')).token);
  expect(all.text).toContain('80 / 1,080');
});

test('opens nothing else: pages, routes and actions still ask who it is', async () => {
  const { token } = await share('/?range=6h');
  await open(token);
  for (const path of ['/', '/sources', '/events', `/shared/${token}/settings`, '/api/filter-values']) {
    const answer = await ask(`${dashboard.url}${path}`, {
      headers: { referer: `${dashboard.url}/shared/${token}` },
    });
    expect([307, 401, 404], path).toContain(answer.status);
    expect(answer.text, path).not.toContain(CANARY);
  }
});

test('shows nothing once it is revoked or has expired, of other pages, or where it is guessed', async () => {
  const { id, token } = await share('/?range=6h');
  expect((await open(token)).status).toBe(200);
  await revokeShareLink(store.db, OPERATOR, id, new Date());
  const expired = await share('/?range=6h', new Date(Date.now() - 1000));
  const settings = await share('/settings/accounts?range=6h');
  for (const one of [token, expired.token, settings.token, 'x'.repeat(43), 'x']) {
    const answer = await open(one);
    expect(answer.text).not.toContain('540');
    expect(answer.text).not.toContain(CANARY);
    expect(answer.status).toBe(404);
  }
});

test('says what changed to whoever may see no events', async () => {
  const from = new Date(Date.now() - 2 * HOUR_MS);
  const later = new Date(from.getTime() + HOUR_MS);
  const labels = { provider: 'microsoft', sendingDomain: 'news.example.com' };
  const refused = { replyCode: 550, statusCode: '5.7.509', category: 'authentication', action: 'fix' };
  await send(store.db, { from, minutes: 100, events: 1000, outcome: 'delivered', labels });
  await send(store.db, {
    ...{ from: later, minutes: 40, events: 200, outcome: 'bounced' },
    labels: { ...labels, ...refused, enforcement: true, rule: 'microsoft/5.7.509' },
  });
  const { text } = await open((await share('/?range=6h')).token);
  expect(text).toContain('5.1.x : 5.7.x, whole range');
  expect(text).toMatch(/rejects with 5\.7\.509/);
  expect(text).not.toContain(CANARY);
});

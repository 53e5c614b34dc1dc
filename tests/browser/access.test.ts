import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from '@/lib/auth/accounts';
import { setSecondFactorRule } from '@/lib/auth/second-factor-rule';
import { issueTokenFor } from '@/lib/auth/token-changes';
import { ensureSource } from '@/lib/store/sources';
import { type Dashboard, startDashboard } from '../access/dashboard';
import { ADMINISTRATOR } from '../auth/people';
import { openTestStore, type TestStore } from '../store/test-store';
import { barriers } from './barriers';
import { openBrowser, openPage } from './browser';

const PASSWORD = 'walnut ferry 92 quilt';
const SCREENSHOTS = fileURLToPath(new URL('screenshots', import.meta.url));

let store: TestStore;
let dashboard: Dashboard;
let browser: Browser;
beforeAll(async () => {
  store = await openTestStore();
  const key = { BOUNCEBOARD_SECRET_KEY: randomBytes(32).toString('base64') };
  dashboard = await startDashboard({ DATABASE_URL: store.databaseUrl, ...key });
  await fs.mkdir(SCREENSHOTS, { recursive: true });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  await store?.close();
});

const open = (path: string, options: BrowserContextOptions = {}) =>
  openPage(browser, path, { baseURL: dashboard.url, ...options });

async function choosePassword(page: Page, password: string, again = password): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password, once more').fill(again);
  await page.getByRole('button', { name: 'Make the account' }).click();
}

async function logIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

describe('who may come in', () => {
  it('is everybody at this machine, until the first administrator is made', async () => {
    const { page, errors, close } = await open('/');
    await page.getByRole('button', { name: 'Account: this machine' }).click();
    await page.getByRole('link', { name: 'Accounts' }).click();
    await page.getByText('Nobody has to log in yet').waitFor();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Role').selectOption('viewer');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('the first account has to be an administrator’s').waitFor();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Role').selectOption('administrator');
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = (await page.locator('code', { hasText: '/welcome#' }).textContent()) ?? '';
    expect(new URL(link).origin).toBe(dashboard.url);

    const invited = await open(link.slice(dashboard.url.length));
    await invited.page.getByRole('heading', { name: 'Join' }).waitFor();
    await choosePassword(invited.page, 'password1234');
    await invited.page.getByText('among the first that are tried').waitFor();
    await choosePassword(invited.page, PASSWORD, 'another');
    await invited.page.getByText('not the same as above').waitFor();
    await choosePassword(invited.page, PASSWORD);
    await invited.page.getByRole('button', { name: 'Account: ada' }).waitFor();
    await invited.close();

    // Whoever sat there so far logs in like everybody else.
    await page.goto('/alerts');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('is led to where they wanted, and out again', async () => {
    const { page, errors, close } = await open('/alerts?range=6h');
    await logIn(page, 'ada', 'not the password');
    await page.getByText('The name or the password is wrong.').waitFor();
    await logIn(page, 'Ada', PASSWORD);
    await page.getByRole('heading', { name: 'Alerts', exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?range=6h');
    await page.getByRole('button', { name: 'Account: ada' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto('/alerts');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('a link that was used says so', async () => {
    const { page, close } = await open(`/welcome#${'A'.repeat(43)}`);
    await page.getByRole('heading', { name: 'This link is good for nothing any more' }).waitFor();
    await close();
  });
});

describe('a second factor', () => {
  it('is set up, asked for, and done without by a recovery code', async () => {
    await createAccount(store.db, ADMINISTRATOR, { name: 'grace', role: 'viewer', password: PASSWORD });
    const { page, errors, close } = await open('/login?to=/settings/security');
    await logIn(page, 'grace', PASSWORD);
    await page.getByRole('button', { name: 'Set up a second factor' }).click();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('img', { name: 'The key as a QR code' }).waitFor();
    const secondFactor = page.getByRole('region', { name: 'Second factor' });
    const key = (await secondFactor.locator('code').textContent()) ?? '';
    const code = () => TOTP.generate({ secret: Secret.fromBase32(key) });
    const digits = secondFactor.getByLabel('The six digits');
    await digits.fill(code() === '000000' ? '000001' : '000000');
    await secondFactor.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('This is not the code that the key gives now.').waitFor();
    await digits.fill(code());
    await secondFactor.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('The second factor is on.').waitFor();
    const [recovery = ''] = ((await secondFactor.locator('code').textContent()) ?? '').split('\n');
    await page.getByRole('button', { name: 'Account: grace' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();

    await logIn(page, 'grace', PASSWORD);
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await page.goto('/alerts');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto('/login/second-factor?to=/alerts');
    await page.getByLabel('Code').fill('AAAA-AAAA-AAAA-AAAA');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('This code is wrong, or was used already.').waitFor();
    await page.getByLabel('Code').fill(recovery.toLowerCase());
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Alerts', exact: true }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('a second factor that is required', () => {
  it('keeps the dashboard shut until it is set up', async () => {
    await setSecondFactorRule(store.db, ADMINISTRATOR, { requiredOf: 'everybody' });
    await createAccount(store.db, ADMINISTRATOR, { name: 'heidi', role: 'viewer', password: PASSWORD });
    const { page, errors, close } = await open('/login?to=/alerts');
    await logIn(page, 'heidi', PASSWORD);
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    const key = (await page.locator('code').textContent()) ?? '';
    await page.getByLabel('The six digits').fill(TOTP.generate({ secret: Secret.fromBase32(key) }));
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('The second factor is on.').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/recovery-codes.png` });
    await page.getByRole('link', { name: 'I have kept them: go on' }).click();
    await page.getByRole('heading', { name: 'Alerts', exact: true }).waitFor();
    expect(errors).toEqual([]);
    await close();
    await setSecondFactorRule(store.db, ADMINISTRATOR, { requiredOf: 'nobody' });
  });
});

describe('the pages', () => {
  let state: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;
  beforeAll(async () => {
    const { id: sourceId } = await ensureSource(store.db, {
      ...{ name: 'relay', kind: 'import', format: 'auto', paths: [], timeZone: 'UTC' },
    });
    const token = { name: 'relay-1', scopes: ['ingest' as const], sourceId, expiresAt: null };
    await issueTokenFor(store.db, ADMINISTRATOR, token);
    const { page, close } = await open('/');
    await logIn(page, 'ada', PASSWORD);
    await page.getByRole('button', { name: 'Account: ada' }).waitFor();
    state = await page.context().storageState();
    await close();
  });

  const PLACES: [string, string, boolean][] = [
    ['login', '/login', false],
    ['welcome', '/welcome#nothing', false],
    ['security', '/settings/security', true],
    ['accounts', '/settings/accounts', true],
    ['tokens', '/settings/tokens', true],
    ['audit', '/settings/audit', true],
  ];
  describe.each(PLACES)('%s', (name, path, isIn) => {
    it.each([
      [1440, 'dark'],
      [390, 'light'],
    ] as const)(
      'at %i px in %s: reachable for all, within its width, without complaint',
      async (width, colorScheme) => {
        const { page, errors, foreignRequests, close } = await open(path, {
          ...{ viewport: { width, height: 844 }, colorScheme },
          ...(isIn && { storageState: state }),
        });
        await page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        expect(await barriers(page)).toEqual([]);
        expect([errors, foreignRequests]).toEqual([[], []]);
        await close();
      },
    );
  });
});

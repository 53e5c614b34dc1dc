import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventId } from '@/lib/queries/event-row';
import { PAGES as PAGE_FILES } from '../access/routes';
import { barriers } from './barriers';
import { openBrowser, openContext, openWithin } from './browser';
import { setUpChannels } from './channels';
import { type Kept, keepThings } from './kept-things';
import { evaluateUntilNow, fillStore, sendTwoHours } from './mail-traffic';

const PAGES: Record<string, string | (() => string)> = {
  overview: '/?range=6h',
  providers: '/providers?range=6h',
  'long-range': '/providers?from=2025-11-06T10:00:00Z&to=2025-11-17T12:30:00Z',
  provider: '/providers/gmail?range=6h',
  'small-hosts': '/providers/small?range=6h',
  enforcement: '/enforcement?range=6h',
  codes: '/codes',
  code: '/codes/5.7.26?range=6h',
  events: '/events?range=6h&words=authenticated',
  event: () => `/events/${refused}?range=6h`,
  unclassified: '/unclassified',
  suppressions: '/suppressions?range=6h',
  suppression: () => `/suppressions/${kept.suppression}`,
  'list-audit': '/suppressions/audit',
  alerts: '/alerts?range=6h',
  incident: '/alerts/incidents/1',
  rules: '/alerts/rules',
  rule: '/alerts/rules/1',
  'new-rule': '/alerts/rules/new/spike',
  silences: '/alerts/silences',
  channels: '/settings/channels',
  channel: '/settings/channels/1',
  'new-channel': '/settings/channels/new/email',
  annotations: '/settings/annotations',
  views: '/settings/views',
  privacy: '/settings/privacy',
  workspaces: '/settings/workspaces',
  shares: '/settings/shares',
  api: '/settings/api',
  sources: '/sources',
  source: '/sources/1?range=6h',
  'edit-source': '/sources/1/edit',
  upload: '/sources/upload',
  connect: '/sources/new',
  'connect-postfix': '/sources/new?sender=postfix&way=push',
  'shared-overview': () => `/shared/${kept.sharedOverview}`,
  'shared-provider': () => `/shared/${kept.sharedProvider}`,
};
/** By access.test.ts: they are for those who log in, and here nobody has to. */
const SEEN_THERE = [
  ...['/login', '/login/second-factor', '/login/second-factor/set-up', '/welcome'],
  ...['/settings/accounts', '/settings/audit', '/settings/security', '/settings/tokens'],
];
const SCREENSHOTS = fileURLToPath(new URL('screenshots', import.meta.url));

let browser: Browser;
/** The id of a refusal. */
let refused: string;
let kept: Kept;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
    const { originId, position, ...event } = await db.event.findFirstOrThrow({
      where: { diagnostic: { contains: 'authenticated' } },
    });
    refused = eventId({ ...event, originId: String(originId), position: String(position) });
    kept = await keepThings(db, new Date());
    await setUpChannels(db);
    await evaluateUntilNow(db, 6);
  });
  await fs.mkdir(SCREENSHOTS, { recursive: true });
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('would find what keeps somebody out', async () => {
  const page = await browser.newPage();
  await page.setContent(
    '<html lang="en"><title>x</title><main><p style="color:#ddd">faint</p><button></button></main></html>',
  );
  const found = (await barriers(page)).map((barrier) => barrier.split(':')[0]);
  expect(found.sort()).toEqual(['button-name', 'color-contrast']);
  await page.evaluate(() => document.querySelector('p')?.style.setProperty('color', '#eee'));
  expect(await barriers(page, 'colours')).toEqual([expect.stringContaining('color-contrast: <p')]);
  await page.close();
});

it('leaves no page out', () => {
  const visited = Object.values(PAGES).map(
    (path) => (typeof path === 'string' ? path : path()).split('?')[0],
  );
  const left = PAGE_FILES.filter(({ file, path }) => {
    if (SEEN_THERE.includes(path)) return false;
    const address = path.split('/').map((part, i) => {
      const isGiven = file
        .replace(/\([^/]*\)\//g, '')
        .split('/')
        [i]?.startsWith('[');
      return isGiven ? '[^/]+' : part;
    });
    return !visited.some((one) => new RegExp(`^${address.join('/')}$`).test(one ?? ''));
  });
  expect(left.map(({ file }) => file)).toEqual([]);
});

const VIEWS = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
] as const;

describe('every page', () => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await openContext(browser, { colorScheme: VIEWS[0].colorScheme });
  });
  afterAll(() => context?.close());

  // One is loaded while the other is looked at.
  vi.setConfig({ maxConcurrency: 2 });
  it.concurrent.each(Object.entries(PAGES))(
    '%s is complete, reachable for all, of one origin, and within its width, on a desk and on a phone, in light and in dark',
    async (name, path) => {
      const opened = await openWithin(context, typeof path === 'string' ? path : path());
      const { page } = opened;
      let seenAt = 0;
      for (const { width, height, colorScheme } of VIEWS) {
        const view = `${name}-${width}-${colorScheme}`;
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor();
        await page.screenshot({ path: `${SCREENSHOTS}/${view}.png`, fullPage: true });
        // Another width shows other parts, another theme the same in other colours.
        expect(await barriers(page, seenAt === width ? 'colours' : 'all'), view).toEqual([]);
        seenAt = width;
        expect(await tooWide(page), view).toBeLessThanOrEqual(0);
      }
      expect(await page.getByText('could not be loaded').count()).toBe(0);
      expect(opened.foreignRequests).toEqual([]);
      expect(opened.errors).toEqual([]);
      await opened.close();
    },
    120_000,
  );
});

const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventId } from '@/lib/queries/event-row';
import { barriers } from './barriers';
import { openBrowser, openPage } from './browser';
import { setUpChannels } from './channels';
import { evaluateUntilNow, fillStore, sendTwoHours } from './mail-traffic';

const PAGES = {
  overview: '/?range=6h',
  providers: '/providers?range=6h',
  provider: '/providers/gmail?range=6h',
  'small-hosts': '/providers/small?range=6h',
  enforcement: '/enforcement?range=6h',
  codes: '/codes',
  code: '/codes/5.7.26?range=6h',
  events: '/events?range=6h&words=authenticated',
  event: () => `/events/${refused}?range=6h`,
  unclassified: '/unclassified',
  suppressions: '/suppressions?range=6h',
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
  sources: '/sources',
  source: '/sources/1?range=6h',
  upload: '/sources/upload',
  connect: '/sources/new',
  'connect-postfix': '/sources/new?sender=postfix&way=push',
};
const SCREENSHOTS = fileURLToPath(new URL('screenshots', import.meta.url));

let browser: Browser;
/** The id of a refusal. */
let refused: string;
beforeAll(async () => {
  await fillStore(async (db) => {
    await sendTwoHours(db, new Date());
    const { originId, position, ...event } = await db.event.findFirstOrThrow({
      where: { diagnostic: { contains: 'authenticated' } },
    });
    refused = eventId({ ...event, originId: String(originId), position: String(position) });
    await setUpChannels(db);
    await evaluateUntilNow(db, 6);
  });
  await fs.mkdir(SCREENSHOTS, { recursive: true });
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(Object.entries(PAGES))('%s', (name, path) => {
  describe.each([1440, 390])('at %i px', (width) => {
    it.each(['light', 'dark'] as const)(
      'in %s: complete, reachable for all, within its width, of one origin',
      async (colorScheme) => {
        const opened = await openPage(browser, typeof path === 'string' ? path : path(), {
          viewport: { width, height: width === 390 ? 844 : 900 },
          colorScheme,
        });
        const { page } = opened;
        await page.screenshot({ path: `${SCREENSHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
        expect(await page.getByText('could not be loaded').count()).toBe(0);
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBeLessThanOrEqual(0);
        expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(
          colorScheme === 'dark',
        );
        expect(await barriers(page)).toEqual([]);
        expect(opened.foreignRequests).toEqual([]);
        expect(opened.errors).toEqual([]);
        await opened.close();
      },
    );
  });
});

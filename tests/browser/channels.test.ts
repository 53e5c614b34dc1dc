import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { type Db, openDb } from '@/lib/db';
import { type Delivered, deliverNext } from '@/lib/notify/deliver';
import { dueChannels } from '@/lib/notify/outbox';
import { guardedClient } from '@/lib/outgoing/guarded-client';
import { openSecretBox } from '@/lib/secret-box';
import { type FakeService, fakeService } from '../channels/fake-service';
import { appDatabaseUrl, openBrowser, openPage } from './browser';
import { fillStore, NOTHING } from './mail-traffic';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let browser: Browser;
let db: Db;
let service: FakeService;

beforeAll(async () => {
  await fillStore(NOTHING);
  db = openDb(appDatabaseUrl(), 1);
  service = await fakeService({ status: 204 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.close();
  await db.$disconnect();
});

/** The worker, until it has found something. */
const work = () =>
  vi.waitFor(
    async () => {
      const delivered = await deliver();
      expect(delivered).not.toEqual([]);
      return delivered;
    },
    { timeout: 20_000, interval: 100 },
  );

async function deliver(): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  const delivering = {
    ...{ db, http: guardedClient({ allowHosts: ['127.0.0.1'] }), now: () => new Date(), chance: () => 0.5 },
    box: openSecretBox({ secretKeys: [inject('appSecretKey')], dataDir: '' }),
    context: { installation: 'here', url: 'https://bounces.example.com', timeZone: 'UTC' },
  };
  for (const channelId of await dueChannels(db, new Date()))
    for (
      let one = await deliverNext(delivering, channelId);
      one;
      one = await deliverNext(delivering, channelId)
    )
      delivered.push(one);
  return delivered;
}

describe('channels', () => {
  it('are set up, tried out, found broken, mended and deleted', async () => {
    const { page, errors, close } = await openPage(browser, '/alerts');
    await page.getByRole('navigation', { name: 'Alerts' }).getByRole('link', { name: 'Channels' }).click();
    await page.getByText('Nobody is told of anything yet').waitFor();
    await page
      .getByRole('region', { name: 'New channel' })
      .getByRole('link', { name: /^Webhook/ })
      .click();

    await page.getByLabel('Name', { exact: true }).fill('Ticket system');
    await page.getByLabel('Address').fill('ticket system');
    await page.getByLabel('Signing secret').fill(SECRET);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Invalid URL').waitFor();
    await page.getByLabel('Address').fill(`${service.url}/hook`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ticket system' }).waitFor();
    await page.getByText('Not tried yet').waitFor();
    await page.getByText('Stored. Left empty, it stays as it is.').waitFor();
    expect(await page.content()).not.toContain(SECRET);

    const log = page.getByRole('region', { name: 'Deliveries' });
    await page.getByRole('button', { name: 'Send test: Ticket system' }).click();
    await log.getByText('Waiting').waitFor();
    expect(await work()).toMatchObject([{ outcome: 'sent', channel: 'Ticket system' }]);
    // The page looks again by itself.
    await log.getByText('Sent', { exact: true }).waitFor();
    await page.getByText('Working').waitFor();
    expect(service.received.at(-1)?.json).toMatchObject({ type: 'test' });

    await log.getByRole('button', { name: /^Send again/ }).click();
    await log.getByText('Waiting').waitFor();
    await work();
    await log.getByText('Sent', { exact: true }).nth(1).waitFor();
    expect(service.received[1]?.text).toBe(service.received[0]?.text);

    service.answer = { status: 410, body: 'gone for good' };
    await page.getByRole('button', { name: 'Send test: Ticket system' }).click();
    await log.getByText('Waiting').waitFor();
    await work();
    await page.getByText('Out of order').waitFor();
    await page.getByText('Nobody is told here any more: answered 410: gone for good').waitFor();
    service.answer = { status: 204 };
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Nobody is told here any more').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Delete: Ticket system' }).click();
    await page.getByText('Nobody is told of anything yet').waitFor();
    expect(
      await db.auditEntry.count({ where: { subject: 'Ticket system', action: 'channel.deleted' } }),
    ).toBe(1);
    expect(errors).toEqual([]);
    await close();
  });

  it('have routes, with quiet hours of their own zone', async () => {
    await fillStore(NOTHING);
    const settings = { url: 'https://hooks.example/x' };
    await db.channel.create({
      data: { name: 'Chat', kind: 'teams', settings, routes: { create: { severities: ['critical'] } } },
    });
    const { page, close } = await openPage(browser, '/settings/channels');
    await page.getByRole('link', { name: 'Chat' }).click();
    const routes = page.getByRole('region', { name: 'Routes' });
    const route = routes.getByRole('listitem').first();
    await route.getByLabel('Warning').check();
    await route.getByLabel('Only alerts with').fill('provider is gmail');
    await route.getByLabel('Quiet from').fill('22:00');
    await route.getByLabel('Quiet until').fill('7 o’clock');
    await route.getByRole('button', { name: 'Save route' }).click();
    await route.getByText(/is no condition: write for example provider=gmail/).waitFor();
    await route.getByLabel('Only alerts with').fill('provider=gmail');
    await route.getByRole('button', { name: 'Save route' }).click();
    await route.getByText('must be a time such as 22:00').waitFor();
    await route.getByLabel('Quiet until').fill('07:00');
    await route.getByLabel('Time zone').fill('Europe/Berlin');
    await route.getByRole('button', { name: 'Save route' }).click();
    await route.getByRole('status').getByText('Saved').waitFor();
    expect(await db.notificationRoute.findFirst()).toMatchObject({
      severities: ['critical', 'warning'],
      matchers: [{ name: 'provider', operator: 'is', value: 'gmail' }],
      quietHours: { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin', except: ['critical'] },
    });
    await routes.getByText('Another route').click();
    await routes.getByRole('button', { name: 'Add route' }).click();
    await routes.getByRole('listitem').nth(1).getByRole('button', { name: 'Delete route' }).click();
    await routes.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    await page.goto('/settings/channels');
    await page.getByText('Told of critical and warning with provider=gmail, quiet 22:00–07:00').waitFor();
    await close();
  });
});

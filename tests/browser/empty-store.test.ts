import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appUrl, openBrowser, openPage } from './browser';
import { fillStore, NOTHING } from './mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(NOTHING);
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('an empty store', () => {
  it.each(['/', '/providers', '/providers/gmail'])('%s leads to connecting a log', async (path) => {
    const { page, errors, close } = await openPage(browser, path);
    await page.getByText('No mail has been recorded yet').waitFor();
    await page.getByText('bin/bounceboard import /var/log/mail.log*').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it.each([
    ['/alerts', 'Nothing fires'],
    ['/sources', 'No source yet'],
    ['/codes', 'The dictionary'],
    ['/codes/5.7.26', 'Nothing was refused'],
  ])('%s says so', async (path, words) => {
    const { page, errors, close } = await openPage(browser, path);
    await page.getByText(words).first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('is ready', async () => {
    expect((await fetch(`${appUrl()}/api/health`)).status).toBe(200);
    expect(await (await fetch(`${appUrl()}/api/ready`)).json()).toEqual({ status: 'ready' });
  });

  it('answers what does not exist with 404', async () => {
    expect((await fetch(`${appUrl()}/codes/banana`)).status).toBe(404);
  });
});

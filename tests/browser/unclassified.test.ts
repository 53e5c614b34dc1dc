import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifierWith } from '@/lib/classify/own-rules';
import { type Db, openDb } from '@/lib/db';
import { rulesInForce, runningReclassifications } from '@/lib/store/own-rules';
import { Reclassifier } from '@/lib/store/reclassify';
import { send } from '../alerts/traffic';
import { appDatabaseUrl, openBrowser, openPage } from './browser';
import { fillStore } from './mail-traffic';

let browser: Browser;
let db: Db;

beforeAll(async () => {
  await fillStore(async (filled) => {
    const labels = { provider: 'yahoo', category: 'unclassified', rule: 'unclassified' };
    for (const hour of [3, 14, 22])
      await send(filled, {
        ...{
          from: new Date(Date.now() - 3_600_000),
          minutes: 30,
          events: 10,
          outcome: 'bounced' as const,
          labels,
        },
        diagnostic: `Not at ${hour}:00: the moon is <b>full</b>`,
      });
  });
  db = openDb(appDatabaseUrl(), 1);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await db.$disconnect();
});

/** What the worker does. */
async function judgeHistory(): Promise<void> {
  const { rules } = await rulesInForce(db);
  const reclassifier = await Reclassifier.open(appDatabaseUrl(), classifierWith(rules));
  for (const id of await runningReclassifications(db)) await reclassifier.run(id);
  await reclassifier.close();
}

describe('the workbench', () => {
  it('leads from an unknown response to a rule, and history follows', async () => {
    const { page, errors, close } = await openPage(browser, '/codes');
    await page.getByRole('link', { name: 'Unclassified responses and your own rules' }).click();
    await page.getByRole('heading', { name: '1 unknown response' }).waitFor();
    await page.getByRole('link', { name: 'Not at <n>: the moon is <b>full</b>' }).click();
    await page.getByRole('heading', { name: 'A rule for 30 responses' }).waitFor();

    const rule = page.getByRole('region', { name: 'Rule', exact: true });
    expect(await rule.getByLabel('Pattern').inputValue()).toBe('Not at .+: the moon is <b>full</b>');
    expect(await rule.getByLabel('Codes').inputValue()).toBe('');
    expect(await rule.getByLabel('Provider').inputValue()).toBe('yahoo');

    const save = rule.getByRole('button', { name: /^Save/ });
    const preview = rule.getByRole('button', { name: 'Preview' });
    expect(await save.isDisabled()).toBe(true);
    await rule.getByLabel('Name').fill('Full moon');
    await rule.getByLabel('Pattern').fill('moon is (');
    await preview.click();
    await rule.getByText(/missing closing \)/).waitFor();
    await rule.getByLabel('Pattern').fill('moon is .*full');
    await rule.getByLabel('Category').selectOption('content');
    await rule.getByLabel('What to do').selectOption('fix');
    await preview.click();
    await rule.getByText('It matches 30 of 30 refusals that were looked at.').waitFor();
    await rule.getByText('It would say: Fix, do not suppress (30).').waitFor();

    // What is changed after the preview is looked at again before it is kept.
    await rule.getByLabel('Note').fill('Astronomy');
    expect(await save.isDisabled()).toBe(true);
    await preview.click();
    await save.click();
    await page.getByText('History is being judged anew').waitFor();
    await judgeHistory();
    await page.getByText('30 of 30 refusals have another verdict').waitFor();
    await page.getByText('Every response is known').waitFor();
    await page.getByRole('region', { name: 'Own rules' }).getByText('30 refusals').waitFor();

    await page.getByRole('button', { name: 'Switch off: Full moon' }).click();
    await page.getByText('History is being judged anew').waitFor();
    await judgeHistory();
    await page.getByRole('heading', { name: '1 unknown response' }).waitFor();
    await page.getByRole('button', { name: 'Delete: Full moon' }).click();
    await page.getByRole('heading', { name: '0 rules of your own' }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

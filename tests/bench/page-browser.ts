import chromium from '@sparticuz/chromium';
import { type Page, chromium as playwright } from 'playwright-core';
import type { Figure } from './figure';

const ROUNDS = 10;
const SLIDER = 'input[type=range]';

/** What somebody waits for in a browser: a page that answers to the hand, a filter, the numbers under the pointer. */
export async function measureInBrowser(url: string): Promise<Figure[]> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const interactive: number[] = [];
    const filtered: number[] = [];
    let hovered: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const begun = performance.now();
      await page.goto(`${url}/?range=30d`, { waitUntil: 'commit' });
      // React hangs its properties on what it has taken over: from then on it answers.
      await page.waitForFunction(
        (slider) =>
          Object.keys(document.querySelector(slider) ?? {}).some((key) => key.startsWith('__reactProps')),
        SLIDER,
      );
      interactive.push(performance.now() - begun);
      await page.waitForLoadState('networkidle');
      hovered = await hovers(page);
      filtered.push(await filterOnce(page));
      await page.close();
    }
    return [
      {
        name: 'overview in a browser until it answers to the hand, p95',
        value: p95(interactive),
        unit: 'ms',
      },
      {
        name: 'overview after a click on a code until it is narrowed, p95',
        value: p95(filtered),
        unit: 'ms',
      },
      { name: 'numbers under the pointer until they are drawn, p95', value: p95(hovered), unit: 'ms' },
    ];
  } finally {
    await browser.close();
  }
}

/** From the click until the headline is another one. */
async function filterOnce(page: Page): Promise<number> {
  const region = (name: string) => page.getByRole('region', { name });
  const before = await region('Headline').textContent();
  const begun = performance.now();
  await region('Refusals over time')
    .getByRole('list', { name: 'Series' })
    .getByRole('button')
    .first()
    .click();
  await page.waitForFunction(
    (was) => document.querySelector('section[aria-label=Headline]')?.textContent !== was,
    before,
    { polling: 'raf' },
  );
  return performance.now() - begun;
}

/** In the page itself, so that no message between two processes is part of it: from the pointer to the second frame. */
const hovers = (page: Page): Promise<number[]> =>
  page.evaluate(
    async ([slider, rounds]) => {
      const input = document.querySelector(slider as string)!;
      const { left, top, width, height } = input.getBoundingClientRect();
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      for (let round = 1; round <= (rounds as number); round++) {
        const begun = performance.now();
        const at = { clientX: left + (width * round) / ((rounds as number) + 1), clientY: top + height / 2 };
        input.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true, pointerType: 'mouse' }));
        await frame();
        await frame();
        times.push(performance.now() - begun);
      }
      return times;
    },
    [SLIDER, ROUNDS] as const,
  );

const p95 = (times: number[]): number => times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!;

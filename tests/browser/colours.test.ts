import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OTHERS_COLOUR, shade } from '@/app/_components/charts/category-colour';
import { CATEGORIES } from '@/lib/mail/category';
import { openBrowser, openPage } from './browser';
import { fillStore, NOTHING } from './mail-traffic';

let browser: Browser;
beforeAll(async () => {
  await fillStore(NOTHING);
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Distances in OKLab: 0.02 is just noticeable, side by side. */
const TINTS_APART = 0.08;
const CATEGORIES_APART = 0.06;
const FROM_PAGE = 0.08;

it.each(['light', 'dark'] as const)(
  'in %s, what lies on each other in a stack can be told apart',
  async (colorScheme) => {
    const { page, close } = await openPage(browser, '/sources', { colorScheme });
    /** As the browser resolves them. */
    const resolve = async (colours: string[]): Promise<number[][]> => {
      const resolved = await page.evaluate(
        (asked) =>
          asked.map((colour) => {
            const swatch = document.body.appendChild(document.createElement('i'));
            swatch.style.color = `color-mix(in oklab, ${colour} 100%, ${colour})`;
            return getComputedStyle(swatch).color;
          }),
        colours,
      );
      return resolved.map((text) => (/oklab\(([^)]*)\)/.exec(text)?.[1] ?? '').split(' ').map(Number));
    };
    const apart = (a: number[] = [], b: number[] = []) =>
      Math.hypot(...a.map((part, i) => part - (b[i] ?? 0)));
    const [ground, others, ...base] = await resolve([
      'var(--page)',
      OTHERS_COLOUR,
      ...CATEGORIES.map((category) => shade(category, 0)),
    ]);
    const pairs = base.flatMap((a, i) => base.slice(i + 1).map((b) => apart(a, b)));
    expect(pairs).toHaveLength(45);
    expect(Math.min(...pairs)).toBeGreaterThan(CATEGORIES_APART);
    expect(Math.min(...base.map((colour) => apart(colour, others)))).toBeGreaterThan(CATEGORIES_APART);
    for (const category of CATEGORIES) {
      const tints = await resolve([0, 1, 2, 3, 4].map((nth) => shade(category, nth)));
      const closest = Math.min(...tints.flatMap((a, i) => tints.slice(i + 1).map((b) => apart(a, b))));
      expect(closest, category).toBeGreaterThan(TINTS_APART);
      expect(Math.min(...tints.map((tint) => apart(tint, ground))), category).toBeGreaterThan(FROM_PAGE);
    }
    await close();
  },
);

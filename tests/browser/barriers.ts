import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** All that another theme can change. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Violations that keep somebody out: all, or those that colours alone bring about, of a page that was looked at. */
export async function barriers(page: Page, of: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (of === 'all') await page.evaluate(axe.source);
  // What passes need not be told of: on a long page that is most of the work.
  const options: axe.RunOptions = { resultTypes: ['violations'] };
  if (of === 'colours') options.runOnly = { type: 'rule', values: OF_COLOURS };
  const { violations } = await page.evaluate(
    (asked) => (window as unknown as { axe: typeof axe }).axe.run(asked),
    options,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

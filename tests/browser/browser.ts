import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';
import { expect, inject, vi } from 'vitest';

/** The package brings a Chromium of its own; a container grants it no sandbox and no graphics card. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-dev-shm-usage',
    ],
  });
}

export interface OpenPage {
  page: Page;
  /** Requests to anywhere but the app itself. */
  foreignRequests: string[];
  /** Uncaught errors and `console.error`. */
  errors: string[];
  close(): Promise<void>;
}

export const appUrl = (): string => inject('appUrl');
export const appDatabaseUrl = (): string => inject('appDatabaseUrl');

/** Opens a page of the app in a fresh profile. */
export async function openPage(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await openContext(browser, options);
  return { ...(await openWithin(context, path, options.baseURL)), close: () => context.close() };
}

/** A profile of its own: what one of its pages fetched, the next need not. */
export const openContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: appUrl(), ...options });

export async function openWithin(
  context: BrowserContext,
  path: string,
  baseURL: string = appUrl(),
): Promise<OpenPage> {
  const page = await context.newPage();
  const { origin } = new URL(baseURL);
  const foreignRequests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== origin) foreignRequests.push(url.href);
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(path);
  await isAlive(page);
  return { page, foreignRequests, errors, close: () => page.close() };
}

/** Until every part that has come answers the hand: what the server drew looks the same before. */
export const isAlive = (page: Page): Promise<void> =>
  vi.waitFor(async () => expect(await page.evaluate(stillLifeless)).toBe(false), {
    timeout: 30_000,
    interval: 50,
  });

/** By React's own books: it keeps its root on the document, and what it has yet to take over as `dehydrated`. */
function stillLifeless(): boolean {
  interface Fiber {
    memoizedState: { isDehydrated?: boolean; dehydrated?: unknown } | null;
    stateNode: { current: Fiber };
    child: Fiber | null;
    sibling: Fiber | null;
  }
  const key = Object.keys(document).find((one) => one.startsWith('__reactContainer$'));
  if (!key) return true;
  const { current } = (document as unknown as Record<string, Fiber>)[key]!.stateNode;
  if (current.memoizedState?.isDehydrated) return true;
  const waiting: (Fiber | null)[] = [current.child];
  while (waiting.length > 0) {
    const fiber = waiting.pop();
    if (fiber?.memoizedState?.dehydrated) return true;
    if (fiber) waiting.push(fiber.child, fiber.sibling);
  }
  return false;
}

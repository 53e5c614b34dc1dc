import type { ComponentType } from 'react';
import CodePage from '../(dashboard)/codes/[code]/page';
import EnforcementPage from '../(dashboard)/enforcement/page';
import OverviewPage from '../(dashboard)/page';
import ProviderPage from '../(dashboard)/providers/[provider]/page';
import ProvidersPage from '../(dashboard)/providers/page';

type Query = Record<string, string>;
interface Props {
  params: Promise<Query>;
  searchParams: Promise<Query>;
}

/** Pages that a secret link may show: counts and charts. Every other page is not, whatever a link says. */
const PAGES: readonly { path: RegExp; Page: ComponentType<Props> }[] = [
  { path: /^\/$/, Page: OverviewPage as unknown as ComponentType<Props> },
  { path: /^\/providers$/, Page: ProvidersPage as unknown as ComponentType<Props> },
  { path: /^\/providers\/(?<provider>[^/]+)$/, Page: ProviderPage as unknown as ComponentType<Props> },
  { path: /^\/codes\/(?<code>[^/]+)$/, Page: CodePage as unknown as ComponentType<Props> },
  { path: /^\/enforcement$/, Page: EnforcementPage as unknown as ComponentType<Props> },
];

/** The page that a link shows, with the range and the filters that it was made with; null: none that may be shown. */
export function sharedPage(href: string): { Page: ComponentType<Props>; props: Props } | null {
  const { pathname, searchParams } = new URL(href, 'http://ours.invalid');
  for (const { path, Page } of PAGES) {
    const match = path.exec(pathname);
    if (!match) continue;
    const props = {
      params: Promise.resolve({ ...match.groups }),
      searchParams: Promise.resolve(Object.fromEntries(searchParams)),
    };
    return { Page, props };
  }
  return null;
}

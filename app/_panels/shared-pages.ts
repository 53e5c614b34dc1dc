import type { ComponentType } from 'react';
import CodePage from '../(dashboard)/codes/[code]/page';
import EnforcementPage from '../(dashboard)/enforcement/page';
import OverviewPage from '../(dashboard)/page';
import ProviderPage from '../(dashboard)/providers/[provider]/page';
import ProvidersPage from '../(dashboard)/providers/page';
import { type SharedPath, sharedPath } from './shared-paths';

type Query = Record<string, string>;
interface Props {
  params: Promise<Query>;
  searchParams: Promise<Query>;
}

const PAGES = {
  overview: OverviewPage,
  providers: ProvidersPage,
  provider: ProviderPage,
  code: CodePage,
  enforcement: EnforcementPage,
} as unknown as Record<SharedPath, ComponentType<Props>>;

/** The page that a link shows, with the range and the filters that it was made with; null: none that may be shown. */
export function sharedPage(href: string): { Page: ComponentType<Props>; props: Props } | null {
  const found = sharedPath(href);
  if (!found) return null;
  const { searchParams } = new URL(href, 'http://ours.invalid');
  const props = {
    params: Promise.resolve(found.params),
    searchParams: Promise.resolve(Object.fromEntries(searchParams)),
  };
  return { Page: PAGES[found.page], props };
}

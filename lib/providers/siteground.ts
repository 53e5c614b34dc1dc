import type { Provider } from './provider';

export const siteground: Provider = {
  id: 'siteground',
  name: 'SiteGround',
  kind: 'mailbox',
  mxSuffixes: ['.mailspamprotection.com', '.siteground.net'],
  domains: [],
  postmaster: [],
  rules: [],
};

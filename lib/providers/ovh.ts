import type { Provider } from './provider';

export const ovh: Provider = {
  id: 'ovh',
  name: 'OVHcloud',
  kind: 'mailbox',
  mxSuffixes: ['.ovh.net', '.ovh.ca', '.ovh.com'],
  domains: [],
  postmaster: [{ title: 'OVHcloud: anti-spam', url: 'https://docs.ovh.com/' }],
  rules: [],
};

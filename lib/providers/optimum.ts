import type { Provider } from './provider';

export const optimum: Provider = {
  id: 'optimum',
  name: 'Optimum',
  kind: 'mailbox',
  mxSuffixes: ['.optimum.net', '.optonline.net', '.cv.net', '.srv.hcvlny.cv.net', '.suddenlink.net'],
  domains: ['optonline.net', 'optimum.net', 'suddenlink.net'],
  postmaster: [],
  rules: [],
};

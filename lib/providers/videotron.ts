import type { Provider } from './provider';

export const videotron: Provider = {
  id: 'videotron',
  name: 'Videotron',
  kind: 'mailbox',
  mxSuffixes: ['.videotron.ca'],
  domains: ['videotron.ca', 'videotron.qc.ca'],
  postmaster: [],
  rules: [],
};

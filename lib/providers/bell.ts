import type { Provider } from './provider';

export const bell: Provider = {
  id: 'bell',
  name: 'Bell',
  kind: 'mailbox',
  mxSuffixes: ['.bell.net', '.bell.ca'],
  domains: ['bell.net', 'sympatico.ca'],
  postmaster: [],
  rules: [],
};

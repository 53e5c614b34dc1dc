import type { Provider } from './provider';

export const infomaniak: Provider = {
  id: 'infomaniak',
  name: 'Infomaniak',
  kind: 'mailbox',
  mxSuffixes: ['.infomaniak.ch', '.infomaniak.com'],
  domains: ['ik.me', 'etik.com', 'ikmail.com'],
  postmaster: [],
  rules: [],
};

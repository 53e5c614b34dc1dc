import type { Provider } from './provider';

export const juno: Provider = {
  id: 'juno',
  name: 'Juno and NetZero',
  kind: 'mailbox',
  mxSuffixes: ['.untd.com', '.juno.com', '.netzero.net'],
  domains: ['juno.com', 'netzero.net', 'netzero.com'],
  postmaster: [],
  rules: [],
};

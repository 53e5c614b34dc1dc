import type { Provider } from './provider';

export const eircom: Provider = {
  id: 'eircom',
  name: 'eir',
  kind: 'mailbox',
  mxSuffixes: ['.eircom.net'],
  domains: ['eircom.net'],
  postmaster: [],
  rules: [],
};

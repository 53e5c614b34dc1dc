import type { Provider } from './provider';

export const bluewin: Provider = {
  id: 'bluewin',
  name: 'Swisscom Bluewin',
  kind: 'mailbox',
  mxSuffixes: ['.bluewin.ch', '.swisscom.com'],
  domains: ['bluewin.ch', 'swissonline.ch'],
  postmaster: [],
  rules: [],
};

import type { Provider } from './provider';

export const centrum: Provider = {
  id: 'centrum',
  name: 'Centrum.cz',
  kind: 'mailbox',
  mxSuffixes: ['.centrum.cz', '.atlas.cz'],
  domains: ['centrum.cz', 'atlas.cz', 'volny.cz', 'centrum.sk'],
  postmaster: [],
  rules: [],
};

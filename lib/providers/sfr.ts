import type { Provider } from './provider';

export const sfr: Provider = {
  id: 'sfr',
  name: 'SFR',
  kind: 'mailbox',
  mxSuffixes: ['.sfr.fr', '.sfr.net', '.neuf.fr', '.numericable.fr'],
  domains: ['sfr.fr', 'neuf.fr', 'numericable.fr', 'club-internet.fr', 'cegetel.net', '9online.fr'],
  postmaster: [{ title: 'SFR Postmaster', url: 'https://postmaster.sfr.fr/' }],
  rules: [],
};

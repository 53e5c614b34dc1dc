import type { Provider } from './provider';
import { numberedReasons } from './shared/numbered-reasons';

export const orange: Provider = {
  id: 'orange',
  name: 'Orange France',
  kind: 'mailbox',
  mxSuffixes: ['.orange.fr', '.wanadoo.fr'],
  domains: ['orange.fr', 'wanadoo.fr', 'voila.fr'],
  postmaster: [{ title: 'Orange Postmaster', url: 'https://postmaster.orange.fr/' }],
  rules: numberedReasons('orange', 'OFR', {
    source: 'Orange Postmaster (postmaster.orange.fr); meanings of single numbers: field knowledge',
    verified: '2026-11-21',
  }),
};

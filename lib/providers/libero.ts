import type { Provider } from './provider';
import { numberedReasons } from './shared/numbered-reasons';

export const libero: Provider = {
  id: 'libero',
  name: 'Libero and Virgilio',
  kind: 'mailbox',
  mxSuffixes: ['.libero.it', '.iol.it', '.virgilio.it'],
  domains: ['libero.it', 'virgilio.it', 'iol.it', 'inwind.it', 'blu.it', 'giallo.it'],
  postmaster: [{ title: 'Italiaonline Postmaster', url: 'https://postmaster.libero.it/' }],
  rules: numberedReasons('libero', 'LIB', {
    source: 'field knowledge: Italiaonline numbers its reasons as Orange does',
    verified: '2026-11-21',
  }),
};

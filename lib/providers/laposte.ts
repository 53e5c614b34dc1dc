import type { Provider } from './provider';
import { numberedReasons } from './shared/numbered-reasons';

export const laposte: Provider = {
  id: 'laposte',
  name: 'La Poste',
  kind: 'mailbox',
  mxSuffixes: ['.laposte.net'],
  domains: ['laposte.net'],
  postmaster: [{ title: 'La Poste Postmaster', url: 'https://postmaster.laposte.net/' }],
  rules: numberedReasons('laposte', 'LPN', {
    source: 'La Poste Postmaster (postmaster.laposte.net); meanings of single numbers: field knowledge',
    verified: '2026-11-21',
  }),
};

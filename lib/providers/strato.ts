import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('strato', { source: 'field knowledge: STRATO', verified: '2026-11-21' });

export const strato: Provider = {
  id: 'strato',
  name: 'STRATO',
  kind: 'mailbox',
  mxSuffixes: ['.rzone.de', '.strato.de'],
  domains: [],
  postmaster: [{ title: 'STRATO Postmaster', url: 'https://postmaster.strato.de/' }],
  rules: [
    // 554 5.7.1 Refused by local policy. Sending of SPAM is not permitted! (B-EX …)
    row('local-policy', '', /refused by local policy/i, 'looks like spam'),
  ],
};

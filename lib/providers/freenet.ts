import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('freenet', { source: 'field knowledge: freenet', verified: '2026-11-21' });

export const freenet: Provider = {
  id: 'freenet',
  name: 'freenet',
  kind: 'mailbox',
  mxSuffixes: ['.freenet.de'],
  domains: ['freenet.de'],
  postmaster: [],
  rules: [
    // 550 inconsistent or no DNS PTR record for 192.0.2.1 (see RFC 1912 2.1)
    row('ptr', '', /no DNS PTR record/i, 'no reverse dns'),
  ],
};

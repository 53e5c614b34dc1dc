import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('earthlink', { source: 'field knowledge: EarthLink', verified: '2026-11-21' });

export const earthlink: Provider = {
  id: 'earthlink',
  name: 'EarthLink',
  kind: 'mailbox',
  mxSuffixes: ['.earthlink.net', '.earthlink-vadesecure.net', '.mindspring.com'],
  domains: ['earthlink.net', 'mindspring.com'],
  postmaster: [],
  rules: [
    // 550 ERROR: No or mismatched reverse DNS (PTR) entries for 192.0.2.1
    row('reverse-dns', '', /mismatched reverse DNS/i, 'no reverse dns'),
    // 550 Dynamic/zombied/spam IPs blocked. Write blockedbyearthlink@abuse.earthlink.net
    row('blocked', '', /blockedbyearthlink|spam IPs blocked/i, 'ip blocked', {
      fix: [
        { do: 'Find and stop the cause.' },
        { do: 'Write with the address in the subject.', copy: 'blockedbyearthlink@abuse.earthlink.net' },
      ],
    }),
  ],
};

import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('naver', { source: 'field knowledge: Naver', verified: '2026-11-21' });

export const naver: Provider = {
  id: 'naver',
  name: 'Naver',
  kind: 'mailbox',
  mxSuffixes: ['.naver.com', '.worksmobile.com'],
  domains: ['naver.com'],
  postmaster: [{ title: 'Naver Mail help', url: 'https://help.naver.com/' }],
  rules: [
    // 421 4.3.2 Your ip blocked from this server 192.0.2.1
    row('ip-blocked', '', /your ip (?:is )?blocked/i, 'ip blocked'),
  ],
};

import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('spamexperts', {
  source: 'field knowledge; see N-able Mail Assure: SMTP error codes (documentation.n-able.com/mail-assure)',
  verified: '2026-11-21',
});

export const spamexperts: Provider = {
  id: 'spamexperts',
  name: 'N-able Mail Assure (SpamExperts)',
  kind: 'gateway',
  mxSuffixes: ['.antispamcloud.com', '.spamexperts.com', '.mailassure.com'],
  domains: [],
  postmaster: [{ title: 'Mail Assure: removal', url: 'https://www.spamrl.com/' }],
  rules: [
    // 550 A URL in this email (example.com) is listed on https://www.spamrl.com/
    row('url', '', /URL in this (?:e?mail|message)/i, 'domain blocked'),
    // 550 High probability of spam
    row('spam', '', /probability of spam/i, 'looks like spam'),
    row('greylist', '421 450 451', /gr[ea]ylist|temporar(?:y|ily) (?:reject|refus|defer)/i, 'greylisted'),
  ],
};

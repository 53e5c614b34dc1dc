import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('charter', {
  source: 'field knowledge: Spectrum publishes no meanings of its AUP codes',
  verified: '2026-11-21',
});

export const charter: Provider = {
  id: 'charter',
  name: 'Charter Spectrum',
  kind: 'mailbox',
  mxSuffixes: ['.charter.net', '.charter.com', '.rr.com', '.twc.com'],
  domains: ['charter.net', 'spectrum.net', 'twc.com', 'brighthouse.com', 'rr.com', 'roadrunner.com'],
  postmaster: [
    {
      title: 'Spectrum: email delivery',
      url: 'https://www.spectrum.net/support/internet/understanding-email-error-codes',
    },
    { title: 'Ask for removal', url: 'mailto:unblock@charter.net' },
  ],
  rules: [
    // 554 … ESMTP server not available AUP#I-1010
    row('AUP-10', '', /\bAUP#[A-Z]{0,5}-?10\d\d\b/i, 'ip blocked', {
      title: 'Sending address blocked (AUP#I-10xx)',
      fix: [
        {
          do: 'Find and stop the cause, then write with address, domain and refusal.',
          copy: 'unblock@charter.net',
        },
      ],
    }),
    // 421 … AUP#I-1310
    row('AUP-13', '', /\bAUP#[A-Z]{0,5}-?1[23]\d\d\b/i, 'throttled', {
      title: 'Rate or connections limited (AUP#I-12xx, 13xx)',
    }),
    row('AUP', '', /\bAUP#/i, 'policy refusal', { title: 'Against Spectrum’s acceptable use policy' }),
  ],
};

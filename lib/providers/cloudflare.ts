import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('cloudflare', {
  source:
    'field knowledge; see Cloudflare: Email Routing postmaster (developers.cloudflare.com/email-routing/postmaster)',
  verified: '2026-11-21',
});

/** Email Routing forwards to a mailbox elsewhere, so an “upstream error” is that other host's. */
export const cloudflare: Provider = {
  id: 'cloudflare',
  name: 'Cloudflare Email Routing',
  kind: 'gateway',
  mxSuffixes: ['.mx.cloudflare.net', '.mxrecord.io', '.mxrecord.mx'],
  domains: [],
  postmaster: [{ title: 'Postmaster', url: 'https://developers.cloudflare.com/email-routing/postmaster/' }],
  rules: [
    // 521 5.3.0 Upstream error   421 4.3.0 Upstream error, please check https://developers.cloudflare.com/…
    row('4.3.0', '4.3.0', /upstream/i, 'system trouble', {
      title: 'The mailbox host behind it failed',
      twin: '5.3.0',
    }),
    row('5.3.0', '5.3.0', null, 'policy refusal', {
      title: 'The mailbox host behind it refused',
      meaning:
        'Cloudflare handed the message on and the mailbox host refused it; here 521 does not mean that nobody takes mail.',
      twin: '4.3.0',
    }),
    // 554 192.0.2.1 found on one or more RBLs (abusixip).
    row('rbl', '', /found on one or more RBLs/i, 'ip blocked'),
    // 550 5.7.26 … must pass SPF or DKIM
    row('unauthenticated', '', /unauthenticated|(?:SPF|DKIM) .{0,40}(?:required|fail)/i, 'unauthenticated'),
    row('5.1.1', '5.1.1', null, 'unknown user', { title: 'No such address in Email Routing' }),
    row('unknown', '550', /address does not exist/i, 'unknown user', {
      title: 'No such address in Email Routing',
    }),
  ],
};

import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('messagelabs', {
  source: 'Broadcom: Email Security.cloud troubleshooting (knowledge.broadcom.com)',
  verified: '2026-11-21',
});

export const messagelabs: Provider = {
  id: 'messagelabs',
  name: 'Symantec Email Security.cloud',
  kind: 'gateway',
  mxSuffixes: ['.messagelabs.com'],
  domains: [],
  postmaster: [{ title: 'Removal of an address', url: 'https://ipremoval.sms.symantec.com/' }],
  rules: [
    // 501 Connection rejected by policy [7.7] 11111, please visit www.messagelabs.com/support for more details
    row('connection-policy', '501 550 553', /connection rejected by policy/i, 'poor ip reputation', {
      action: 'fix',
    }),
    // 553-Message filtered. Refer to the Troubleshooting page
    row('filtered', '', /message filtered/i, 'looks like spam'),
    // 553 you are trying to use me [server-1.example] as a relay, but I have not been configured to let you do this.
    row('relay', '', /trying to use me .{0,80}as a relay|not been configured to let you/i, 'relay denied', {
      meaning:
        'The gateway does not protect this domain (any more): the domain’s MX is out of date, or the mail went to the wrong cluster.',
    }),
    // 550 Invalid recipient <user@example.com> (#5.1.1)
    row('5.1.1', '550', /invalid recipient/i, 'unknown user'),
    row('spf', '', /SPF record|\bSPF\b/i, 'spf failed'),
    row('4.5.0', '450 451', /requested action aborted/i, 'system trouble'),
  ],
};

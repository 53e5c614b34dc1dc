import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('cisco', {
  source: 'field knowledge; see Cisco Secure Email Gateway: default SMTP responses (User Guide for AsyncOS)',
  verified: '2026-11-21',
});

export const cisco: Provider = {
  id: 'cisco',
  name: 'Cisco Secure Email',
  kind: 'gateway',
  mxSuffixes: ['.iphmx.com', '.ironport.com'],
  domains: [],
  postmaster: [{ title: 'Talos reputation', url: 'https://talosintelligence.com/reputation_center' }],
  rules: [
    // 554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.
    row('reputation', '', /sending MTA's poor reputation/i, 'poor ip reputation', {
      action: 'fix',
      fix: [
        {
          do: 'Look up the address’s reputation at Talos and what it is based on.',
          copy: 'https://talosintelligence.com/reputation_center',
        },
        { do: 'Find and stop the cause; the score recovers within days. Dispute it there if it is wrong.' },
      ],
    }),
    // 550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.
    row('access', '', /access to submit messages .{0,40}rejected/i, 'sender blocked', {
      title: 'Sending host in the BLOCKED group of the recipient’s organisation',
    }),
    // 550 #5.7.1 SPF unauthorized mail is prohibited.   550 #5.7.1 DMARC unauthenticated mail is prohibited.
    row('spf', '', /SPF unauthorized mail/i, 'spf failed'),
    row('dmarc', '', /DMARC unauthenticated mail/i, 'dmarc failed'),
    row('dkim', '', /DKIM unauthenticated mail/i, 'dkim failed'),
    // 421 #4.4.5 Too many connections from your host.   452 #4.5.3 Too many recipients received from the sender this hour
    row('connections', '', /too many (?:TLS )?(?:sessions|connections)/i, 'too many connections'),
    row('hourly', '452 451', /too many (?:recipients|messages).{0,60}(?:hour|received)/i, 'throttled'),
    // 550 #5.1.0 Address rejected user@example.com
    row('5.1.0', '550 5.1.0', /address rejected/i, 'address refused', {
      title: 'Recipient not in the organisation’s directory',
    }),
  ],
};

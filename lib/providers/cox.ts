import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('cox', {
  source:
    'Cox Postmaster Administration: Error codes (cox.com/business/support/cox-postmaster-administration.html); the CX codes but CXBL: field knowledge',
  verified: '2026-11-21',
});

/** Every code is written `AUP#CODE`. The digits of IPBL are a sum: 1 Spamhaus, 10 Return Path, 100 Invaluement,
 * 1000 Cloudmark. */
export const cox: Provider = {
  id: 'cox',
  name: 'Cox',
  kind: 'mailbox',
  mxSuffixes: ['.cox.net', '.cxr.mx.a.cloudfilter.net'],
  domains: ['cox.net', 'coxmail.com'],
  postmaster: [
    {
      title: 'Cox Postmaster',
      url: 'https://www.cox.com/business/support/cox-postmaster-administration.html',
    },
  ],
  rules: [
    // 554 … cmsmtp 192.0.2.1 blocked. … AUP#CXBL
    row('CXBL', '', /\bCXBL\b/i, 'ip blocked', { title: 'Blocked for behaving like a spammer (CXBL)' }),
    row('CDRBL', '', /\bC(?:DRBL|XRDBL)\b/i, 'ip blocked', {
      title: 'Blocked for up to 24 hours (CDRBL)',
      action: 'slow-down',
    }),
    row('IPBL-spamhaus', '', /\bIPBL[01]{3,4}1\b/i, 'ip on spamhaus', {
      title: 'On the Spamhaus list, and perhaps others (IPBL)',
    }),
    row('IPBL', '', /\bIPBL[01]{4,5}\b/i, 'ip blocked', { title: 'On a list that Cox uses (IPBL)' }),
    row('URLBL', '', /\bURLBL\w{0,5}\b/i, 'domain blocked', {
      title: 'A link is on a list that Cox uses (URLBL)',
    }),
    // 421 … blocked. … AUP#CXCNCT
    row('CXCNCT', '', /\bCXCNCT\b/i, 'too many connections', {
      title: 'Too many connections at once (CXCNCT)',
    }),
    row('CXMXRT', '', /\bCXMXRT\b/i, 'throttled', { title: 'More messages than allowed (CXMXRT)' }),
    row('CXTHRT', '', /\bCXTHRT\b/i, 'throttled', { title: 'Throttled (CXTHRT)' }),
    row('CXSNDR', '', /\bCXSNDR\b/i, 'bad sender address', { title: 'Sender refused (CXSNDR)' }),
    row('CXDNS', '', /\bCXDNS\b/i, 'no reverse dns', { title: 'No reverse DNS (CXDNS)' }),
    row('AUP', '', /\bAUP#/i, 'policy refusal', { title: 'Against Cox’s acceptable use policy' }),
  ],
};

import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('godaddy', {
  source: 'GoDaddy: Fix rejected email with a bounce error (godaddy.com/help/40685)',
  verified: '2026-11-21',
});

/** Refusals end in a code: IB1xx connection, IB2xx content, IB4xx login, IB5xx sender, IB6xx rate and lists. */
export const godaddy: Provider = {
  id: 'godaddy',
  name: 'GoDaddy',
  kind: 'mailbox',
  mxSuffixes: ['.secureserver.net'],
  domains: [],
  postmaster: [{ title: 'Bounce errors', url: 'https://www.godaddy.com/help/40685' }],
  rules: [
    // 552 5.2.0 This message has been rejected due to content judged to be spam by the internet community IB212
    row('IB2', '', /\bIB2\d\d\b/i, 'looks like spam', { title: 'Content judged to be spam (IB2xx)' }),
    row('spam-or-virus', '', /rejected (?:for|due to) .{0,20}(?:spam|virus)/i, 'looks like spam'),
    row('IB401', '', /\bIB4\d\d\b/i, 'login required', { title: 'Wrong server for a login (IB401)' }),
    row('IB508', '', /\bIB508\b/i, 'spf failed', { title: 'SPF does not allow the address (IB508)' }),
    row('IB510', '', /\bIB(?:509|510|511|516)\b/i, 'throttled', {
      title: 'Too many messages or recipients (IB51x)',
    }),
    row('IB501', '', /\bIB50[1-7]\b/i, 'bad sender address', {
      title: 'From missing, invalid or unknown (IB50x)',
    }),
    row('IB504', '', /\bIB6\d\d\b/i, 'throttled', {
      title: 'Too many connections, messages or invalid recipients (IB6xx)',
    }),
    // 554 … Reverse DNS for 192.0.2.1 failed. IB108
    row('IB108', '', /\bIB108\b|reverse DNS .{0,60}fail/i, 'no reverse dns', {
      title: 'Reverse DNS failed (IB108)',
    }),
    row('IB007', '', /\bIB007\b|too many connections/i, 'too many connections', {
      title: 'Too many connections (IB007)',
    }),
    // 554 … rejected: on list …  IB103, IB104, IB105, IB106
    row('IB1', '', /\bIB1\d\d\b|RBL reject/i, 'ip blocked', {
      title: 'Sending address on a block list (IB1xx)',
    }),
    row('not-found', '550', /recipient not found/i, 'unknown user'),
    row('disabled', '550 554', /account (?:has been |is )?disabled/i, 'mailbox disabled'),
    // This message is looping: it already has my Delivered-To line. (#5.4.6)
    row('looping', '', /message is looping/i, 'loop'),
  ],
};

import { REMEDIES } from '@/lib/mail/remedies';
import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('comcast', {
  source: 'Xfinity: Understand email error messages and their codes (postmaster.comcast.net)',
  verified: '2026-11-21',
});

const atComcast = {
  fix: [
    { do: 'Find and stop the cause.' },
    { do: 'Ask for removal with the address and the whole refusal.', copy: 'https://spa.xfinity.com/report' },
  ],
};
const atCloudmark = {
  fix: [
    { do: 'Find and stop the cause.' },
    { do: 'Ask Cloudmark for removal.', copy: 'https://csi.cloudmark.com/reset-request/' },
  ],
};

/** The digits of a BL code are a sum: 1 Spamhaus, 10 Cloudmark, 100 Sender Score. */
export const comcast: Provider = {
  id: 'comcast',
  name: 'Comcast Xfinity',
  kind: 'mailbox',
  mxSuffixes: ['.comcast.net'],
  domains: ['comcast.net', 'xfinity.com'],
  postmaster: [
    { title: 'Xfinity Postmaster', url: 'https://postmaster.comcast.net/' },
    { title: 'Ask for removal', url: 'https://spa.xfinity.com/report' },
  ],
  rules: [
    // 554 … 192.0.2.1 Comcast block for spam. … BL000000
    row('BL000000', '', /\bBL0{6}\b/i, 'ip blocked', {
      ...atComcast,
      title: 'Blocked: sends in patterns of spam (BL000000)',
    }),
    row('BL000001', '', /\bBL0{5}1\b/i, 'ip on spamhaus', { title: 'On the Spamhaus ZEN list (BL000001)' }),
    row('BL000010', '', /\bBL0{4}10\b/i, 'ip blocked', {
      ...atCloudmark,
      title: 'On Cloudmark’s list CSI (BL000010)',
    }),
    row('BL000011', '', /\bBL0{4}11\b/i, 'ip on spamhaus', {
      title: 'On the lists of Spamhaus and Cloudmark (BL000011)',
      fix: [...REMEDIES.delistSpamhaus, ...atCloudmark.fix],
    }),
    row('BL000100', '', /\bBL0001(?:00|01|10|11)\b/i, 'ip blocked', {
      title: 'On the Sender Score list, and perhaps others (BL0001xx)',
    }),
    row('BL', '', /\bBL\d{3,6}\b/i, 'ip blocked', atComcast),
    // 554 … ES000001: mail from dynamic addresses
    row('ES', '', /\bES0000\d\d\b/i, 'dynamic address', {
      title: 'Dynamic or home address (ES000001, ES000010)',
    }),
    // 421 … Throttled … RL000001
    row('RL', '', /\bRL\d{3,6}\b|throttled/i, 'throttled', { title: 'Throttled (RL000001)' }),
    // 550 … DM000001: refused for the domain's DMARC policy
    row('DM', '', /\bDM\d{6}\b/i, 'dmarc failed', { title: 'Refused by DMARC policy (DM000001)' }),
    // 421 … Too many sessions opened
    row('sessions', '', /too many (?:sessions|connections)/i, 'too many connections', {
      meaning: 'Comcast takes 25 connections at once from one address.',
    }),
    // 421 … Reverse DNS failure : Try again later   554 PTR lookup failure
    row('reverse-dns', '', /reverse DNS|PTR lookup/i, 'no reverse dns'),

    // 452 4.1.1 <user@example.com> too many recent messages: a rate, not a dead address
    row(
      '4.1.1-rate',
      '4.1.1',
      /too many (?:recent )?(?:messages|recipients)|recent/i,
      'mailbox receives too fast',
    ),
    // 452 4.1.1 <user@example.com> user over quota
    row('4.1.1-quota', '4.1.1', /quota/i, 'mailbox full'),
    row('4.1.1', '4.1.1', null, 'mailbox receives too fast', {
      title: 'Too many messages, or mailbox full',
      meaning: 'At Comcast 4.1.1 speaks of rate or quota, not of a dead address.',
      twin: '5.1.1',
    }),
    // 552 5.1.1 <user@example.com> extended quota violation
    row('552-5.1.1', '552 5.1.1', /quota/i, 'mailbox full', {
      title: 'Mailbox full for a long time',
      meaning:
        'The mailbox has been over its quota for long: probably left. At Comcast 552 5.1.1 speaks of quota.',
    }),
    // 550 5.1.1 Not our Customer   550 5.1.1 … recipient mailbox unallocated
    row('5.1.1', '550 5.1.1', null, 'unknown user', { twin: '4.1.1' }),
    // 550 5.2.0 <user@example.com> Message rejected / recipient unavailable
    row('5.2.0', '5.2.0', /unavailable/i, 'mailbox disabled', { action: 'investigate', twin: '4.2.0' }),
    // 450 4.2.0 <user@example.com> recipient temporarily unavailable
    row('4.2.0', '4.2.0', null, 'mailbox disabled for now', { twin: '5.2.0' }),
  ],
};

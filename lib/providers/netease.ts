import { rowsOf } from '@/lib/mail/rule-rows';
import type { Provider } from './provider';

const row = rowsOf('netease', {
  source: 'NetEase help: codes of returned mail (help.mail.163.com, mail.163.com/help)',
  verified: '2026-11-21',
});

/** A code names the step of the dialogue and the reason: `HL` HELO, `MI` MAIL, `RP` RCPT, `DT` DATA. */
export const netease: Provider = {
  id: 'netease',
  name: 'NetEase (163, 126)',
  kind: 'mailbox',
  mxSuffixes: ['.netease.com', '.163.com', '.126.com', '.yeah.net'],
  domains: ['163.com', '126.com', 'yeah.net', 'vip.163.com', 'vip.126.com', '188.com'],
  postmaster: [{ title: 'NetEase: why mail comes back', url: 'https://help.mail.163.com/' }],
  rules: [
    // 421 HL:REP: too many unknown recipients
    row('HL:REP', '', /\bHL:REP\b/i, 'unknown users', { title: 'Too many unknown recipients (HL:REP)' }),
    row('HL:ICC', '', /\bHL:ICC\b/i, 'too many connections', {
      title: 'Too many connections at once (HL:ICC)',
    }),
    row('HL:IFC', '', /\bHL:(?:IFC|ITC)\b/i, 'throttled', {
      title: 'Too many messages in a short time (HL:IFC)',
    }),
    row('HL:MEP', '', /\bHL:MEP\b/i, 'bad sender address', { title: 'Forged sender domains seen (HL:MEP)' }),
    row('HL:IPB', '', /\bHL:(?:IPB|ISC|IHU)\b/i, 'ip blocked', { title: 'Sending address blocked (HL:IPB)' }),
    row('DT:RBL', '', /\bDT:RBL\b/i, 'ip blocked', { title: 'Sending address on a public list (DT:RBL)' }),
    // 451 DT:SPM, please try again   554 DT:SPM 163 smtp…
    row('DT:SPM', '', /\bDT:SPM\b/i, 'looks like spam', { title: 'Judged to be spam (DT:SPM)' }),
    row('MI:DMC', '', /\b(?:MI:DMC|RP:DRC)\b/i, 'too many connections', {
      title: 'Too many messages or recipients in one connection (MI:DMC, RP:DRC)',
    }),
    row('MI:SFQ', '', /\b(?:MI:SFQ|RP:QRC|MI:STC|RP:TRL|MI:QUO)\b/i, 'throttled', {
      title: 'Sender over its limit (MI:SFQ, RP:QRC)',
    }),
    row('CEL', '', /\b(?:MI|RP):C[EC]L\b/i, 'protocol error', {
      title: 'Too many (wrong) commands (MI:CEL, MI:CCL)',
    }),
    row('SPF', '', /\b(?:MI|RP|DT):SPF\b/i, 'spf failed', { title: 'SPF did not pass (MI:SPF)' }),
    row('DMARC', '', /\b(?:MI|RP|DT):DMA\w*\b/i, 'dmarc failed'),
    row('WM:BL', '', /\bWM:BL[IU]\b/i, 'sender blocked', {
      title: 'Address or user not among those allowed (WM:BLI, WM:BLU)',
    }),
    row('MI:SPB', '', /\bMI:(?:SPB|IMF|NHD|ILL)\b/i, 'bad sender address', {
      title: 'Sender refused (MI:SPB, MI:IMF)',
    }),
    // 550 User not found: user@example.com   550 Invalid User: …
    row('user', '550', /user not found|invalid user|no such user/i, 'unknown user'),
    row(
      'suspended',
      '550',
      /user suspended|user (?:is )?locked|user (?:has )?no permission/i,
      'mailbox disabled',
      { action: 'investigate' },
    ),
    row('full', '', /mailbox full|quota exceeded|user over quota/i, 'mailbox full'),
  ],
};

import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { rowsOf } from '@/lib/mail/rule-rows';

/** Japan's mobile carriers let their users refuse senders, and answer such mail with the words of an unknown user:
 * after RCPT the address is dead, after DATA it is the user's filter. */
export function mobileCarrierRules(owner: string, name: string): DiagnosticRule[] {
  const row = rowsOf(owner, { source: `field knowledge: ${name}`, verified: '2026-11-21' });
  return [
    // 550 Unknown user user@docomo.ne.jp (in reply to end of DATA command)
    row(
      'filtered',
      '550',
      /(?:unknown user|user unknown|invalid recipient).{0,200}(?:end of DATA|after (?:end of )?data|DATA command)/i,
      'recipient policy',
      {
        title: 'Refused by the recipient’s filter',
        meaning:
          'The refusal came after the message, so the address exists: its user does not let such senders in.',
      },
    ),
  ];
}

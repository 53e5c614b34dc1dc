import { REMEDIES } from '../remedies';
import type { Condition } from './condition';

/** The mailbox exists and cannot take this message. */
export const MAILBOX = {
  'mailbox full': {
    title: 'Mailbox full',
    category: 'mailbox-full',
    bounceType: 'soft',
    action: 'retry',
    meaning: 'The recipient has used up the space. It may be an abandoned mailbox.',
    causes: ['The quota is used up', 'Nobody reads the mailbox any more'],
    fix: REMEDIES.recipientFrees,
    fixedBy: 'recipient',
  },
  'mailbox disabled': {
    title: 'Mailbox disabled',
    category: 'mailbox-disabled',
    action: 'suppress',
    meaning: 'The account exists but has been closed, suspended or left unused. It takes no mail.',
    causes: ['Closed by its owner or by the provider', 'Unused for a long time', 'A contract that has ended'],
    fix: REMEDIES.removeAddress,
    fixedBy: 'recipient',
  },
  'mailbox disabled for now': {
    title: 'Mailbox not available for now',
    category: 'mailbox-disabled',
    action: 'retry',
    meaning: 'The account takes no mail at the moment; the server expects that to change.',
    causes: ['Suspended for a while', 'Being moved', 'Maintenance'],
    fix: [{ do: 'Let it be tried again; treat it as dead after several refusals in a row.' }],
    fixedBy: 'recipient',
  },
  'mailbox unavailable': {
    title: 'Mailbox unavailable',
    category: 'mailbox-disabled',
    action: 'investigate',
    meaning: 'Something is wrong with the mailbox and the server does not say what.',
    causes: ['A disabled or broken account', 'A rule of the recipient'],
    fix: [{ do: 'Read the text after the code; treat it as dead after several refusals in a row.' }],
    fixedBy: 'recipient',
  },
  'message too large for mailbox': {
    title: 'Message too large for this mailbox',
    category: 'content',
    action: 'fix',
    meaning: 'The message exceeds the recipient’s limit. The mailbox is fine: do not suppress.',
    causes: ['A large attachment', 'A low limit set by the administrator'],
    fix: REMEDIES.shrink,
    fixedBy: 'you',
  },
  'list expansion failed': {
    title: 'Mailing list could not be expanded',
    category: 'network',
    action: 'fix',
    meaning: 'The address is a list or group whose members the server could not work out. It is not dead.',
    causes: ['A broken or empty list', 'A member that cannot be resolved'],
    fix: [{ do: 'Tell the owner of the list.' }],
    fixedBy: 'recipient',
  },
} as const satisfies Record<string, Condition>;

import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { BLOCKLIST_RULES, IP_BLOCKED } from './rules/blocklist';
import { CONNECTION_RULES, DNS_ERROR, DNS_TRY_AGAIN } from './rules/connection';
import { CONTENT_RULES, TOO_BIG_OR_FULL } from './rules/content';
import { MAILBOX_DISABLED_RULES, MAILBOX_FULL_RULES } from './rules/mailbox';
import { BUSY_RULES, GREYLISTING, SENDING_RATE } from './rules/pacing';
import { ACCESS_DENIED, LOCAL_POLICY, RESOLVER_RESTRICTED, SENDERS_RESTRICTED } from './rules/policy';
import { QUEUE_EXPIRED } from './rules/queue';
import { RECIPIENT_DOMAIN, RECIPIENT_REFUSED, RECIPIENT_RULES } from './rules/recipient';
import { RELAY_RULES, SENDER_RULES } from './rules/sender';
import { LOGIN_RULES, SENDER_AUTHENTICATION_RULES } from './rules/sender-authentication';
import { SERVER_RULES } from './rules/server';
import { SPAM_RULES } from './rules/spam';

/**
 * What servers of all makes say, in the order in which it is tried; first match wins. From the telling to the
 * vague: `mailbox unavailable, your IP is listed at …` is about the list. What speaks of the sender comes before
 * what sounds the same about the recipient, and the reason for a limit (`rate limited because unauthenticated`)
 * before the limit.
 */
export const TELLING_RULES: readonly DiagnosticRule[] = [
  QUEUE_EXPIRED,
  GREYLISTING,
  ...BLOCKLIST_RULES,
  RESOLVER_RESTRICTED,
  ...SENDER_AUTHENTICATION_RULES,
  ...SENDER_RULES,
  ...RELAY_RULES,
  ...LOGIN_RULES,
  SENDING_RATE,
  IP_BLOCKED,
  ...SPAM_RULES,
  TOO_BIG_OR_FULL,
  ...MAILBOX_FULL_RULES,
  ...CONTENT_RULES,
  SENDERS_RESTRICTED,
  LOCAL_POLICY,
  ...MAILBOX_DISABLED_RULES,
  DNS_TRY_AGAIN,
  DNS_ERROR,
  RECIPIENT_DOMAIN,
  ...CONNECTION_RULES,
  ...RECIPIENT_RULES,
  ...SERVER_RULES,
];

/** Words that give no reason, as in `rejected` or `try again later`: an enhanced code says more than they do. */
export const VAGUE_RULES: readonly DiagnosticRule[] = [RECIPIENT_REFUSED, ...BUSY_RULES, ACCESS_DENIED];

export const GENERAL_RULES: readonly DiagnosticRule[] = [...TELLING_RULES, ...VAGUE_RULES];

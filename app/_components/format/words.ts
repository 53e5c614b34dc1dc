import type { Action, Category, Requirement } from '@/lib/mail/category';

/** Short names of categories, as they stand in legends and tables. */
export const CATEGORY_NAMES: Record<Category, string> = {
  'invalid-address': 'Dead address',
  'mailbox-full': 'Mailbox full',
  'mailbox-disabled': 'Mailbox disabled',
  authentication: 'Authentication',
  policy: 'Policy',
  'rate-limit': 'Rate limit',
  network: 'Network',
  content: 'Content',
  blocklist: 'Blocklist',
  unclassified: 'Unclassified',
};

/** What to do, as an order. */
export const ACTION_NAMES: Record<Action, string> = {
  suppress: 'Suppress the address',
  fix: 'Fix, do not suppress',
  'slow-down': 'Slow down',
  retry: 'Leave it to the retry',
  investigate: 'Look into it',
};

/** Subjects of enhanced status codes (RFC 3463 §3). */
export const SUBJECT_NAMES: Record<string, string> = {
  'X.0': 'Undefined',
  'X.1': 'Addressing',
  'X.2': 'Mailbox',
  'X.3': 'Mail system',
  'X.4': 'Network and routing',
  'X.5': 'Protocol',
  'X.6': 'Content',
  'X.7': 'Security and policy',
};

/** Requirements on senders, as they stand in a table's head. */
export const REQUIREMENT_NAMES: Record<Requirement, string> = {
  spf: 'SPF',
  dkim: 'DKIM',
  dmarc: 'DMARC',
  alignment: 'Alignment',
  ptr: 'Reverse DNS',
  tls: 'TLS',
  rate: 'Rate',
  unsubscribe: 'Unsubscribe',
  reputation: 'Reputation',
};

/** Our bucket for a failure: a closed list. `unclassified` is the honest tenth. */
export const CATEGORIES = [
  'invalid-address',
  'mailbox-full',
  'mailbox-disabled',
  'authentication',
  'policy',
  'rate-limit',
  'network',
  'content',
  'blocklist',
  'unclassified',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** `hard` is permanent, `soft` is transient. */
export const BOUNCE_TYPES = ['hard', 'soft'] as const;
export type BounceType = (typeof BOUNCE_TYPES)[number];

/** What the sender should do about a refusal. */
export const ACTIONS = ['suppress', 'fix', 'slow-down', 'retry', 'investigate'] as const;
export type Action = (typeof ACTIONS)[number];

/** The sender requirement that an enforcement code enforces. */
export const REQUIREMENTS = [
  'spf',
  'dkim',
  'dmarc',
  'alignment',
  'ptr',
  'tls',
  'rate',
  'unsubscribe',
  'reputation',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

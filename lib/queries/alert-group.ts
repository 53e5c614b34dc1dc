/** What alerts can be counted by. */
export const GROUP_NAMES = [
  'overall',
  'provider',
  'sending-domain',
  'sending-ip',
  'pool',
  'stream',
  'source',
] as const;
export type GroupName = (typeof GROUP_NAMES)[number];

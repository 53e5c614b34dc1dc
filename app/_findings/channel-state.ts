import type { ChannelRow } from '@/lib/queries/channel-list';

/** How a channel stands, the most pressing first. */
export const CHANNEL_STATES = ['broken', 'failing', 'untried', 'paused', 'working'] as const;
export type ChannelState = (typeof CHANNEL_STATES)[number];

export function channelState({
  enabled,
  fault,
  retrying,
  last,
}: Pick<ChannelRow, 'enabled' | 'fault' | 'retrying' | 'last'>): ChannelState {
  if (fault !== null) return 'broken';
  if (!enabled) return 'paused';
  if (retrying > 0 || last?.state === 'failed') return 'failing';
  return last === null ? 'untried' : 'working';
}

/** Whether all that can tell anybody goes by mail, which may be what fails. */
export const goesByMailAlone = (channels: readonly Pick<ChannelRow, 'kind' | 'enabled'>[]): boolean => {
  const telling = channels.filter(({ enabled }) => enabled);
  return telling.length > 0 && telling.every(({ kind }) => kind === 'email');
};

import type { Notice } from '@/lib/channels/notice';
import type { NoticeContext } from './incident-notice';

/** What a channel says when it is tried out. */
export const testNotice = (
  { about, channelId }: { about: string; channelId: number },
  { installation, url }: NoticeContext,
  now: Date,
): Notice => ({
  id: `bounceboard-${installation}-${about}-${channelId}`,
  incidentKey: `bounceboard-${installation}-${about}`,
  reason: 'test',
  severity: 'info',
  title: 'Bounceboard can tell you here. Nothing is wrong.',
  ...{ at: now.toISOString(), since: now.toISOString() },
  facts: [],
  diagnostic: null,
  advice: null,
  url: `${url}/settings/channels`,
});

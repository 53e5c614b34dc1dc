import type { ChannelKind } from './channel';
import { discord } from './discord';
import { email } from './email';
import { ntfy } from './ntfy';
import { opsgenie } from './opsgenie';
import { pagerduty } from './pagerduty';
import { slack } from './slack';
import { teams } from './teams';
import { webhook } from './webhook';

/** Every way to be told, in the order in which they are offered. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [
  email,
  slack,
  teams,
  discord,
  pagerduty,
  ntfy,
  webhook,
  opsgenie,
];

export const channelKindOf = (kind: string): ChannelKind | null =>
  CHANNEL_KINDS.find((one) => one.kind === kind) ?? null;

import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { sendTest } from '@/app/(dashboard)/settings/channels/actions';
import { matcherText } from '@/lib/alerts/matcher-text';
import { Route } from '@/lib/alerts/routes';
import { SEVERITIES } from '@/lib/alerts/severity';
import { channelKindOf } from '@/lib/channels';
import { type ChannelRow, channelList as readChannels } from '@/lib/queries/channel-list';
import { visible } from '../_components/format/foreign-text';
import { moment } from '../_components/format/time';
import { ChannelStateMark } from '../_components/ui/channel-state-mark';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import { CHANNEL_STATES, channelState, goesByMailAlone } from '../_findings/channel-state';
import type { Question } from './question';

/** Who is told, and does it work? */
export async function channelList({ timeZone }: Question) {
  const channels = (await readChannels(await storeFor('viewer')))
    .map((channel) => ({ channel, state: channelState(channel) }))
    .sort((a, b) => CHANNEL_STATES.indexOf(a.state) - CHANNEL_STATES.indexOf(b.state));
  return (
    <>
      <PanelHeader title={titleOf(channels)} note="Everybody who is told of an incident, and how that goes" />
      {channels.length === 0 && (
        <EmptyState title="Nobody is told of anything yet">
          Incidents are shown here in the dashboard alone. Choose how you want to be told.
        </EmptyState>
      )}
      {goesByMailAlone(channels.map(({ channel }) => channel)) && (
        <EmptyState title="You are told by mail alone">
          When your mail fails, so may the message that says it. Add a channel that does not depend on it.
        </EmptyState>
      )}
      <ul>
        {channels.map(({ channel, state }) => (
          <li
            key={channel.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-line border-b py-2 sm:grid-cols-[8.5rem_minmax(0,1fr)_auto]"
          >
            <ChannelStateMark state={state} />
            <span className="col-span-2 row-start-2 min-w-0 sm:col-span-1 sm:col-start-2 sm:row-start-1">
              <Link
                href={`/settings/channels/${channel.id}`}
                className="break-words font-medium hover:underline"
              >
                {visible(channel.name)}
              </Link>{' '}
              <span className="text-ink-3">{channelKindOf(channel.kind)?.title ?? channel.kind}</span>
            </span>
            <form action={sendTest} className="col-start-2 row-start-1 justify-self-end sm:col-start-3">
              <input type="hidden" name="id" value={channel.id} />
              <SubmitButton label={`Send test: ${channel.name}`}>Send test</SubmitButton>
            </form>
            <span className="col-span-2 min-w-0 text-ink-2 text-xs sm:col-span-1 sm:col-start-2">
              {routesInWords(channel)}
            </span>
            <span className="col-span-2 min-w-0 break-words text-xs sm:col-span-2 sm:col-start-2">
              {channel.fault === null ? (
                <span className="text-ink-3">{lastInWords(channel, timeZone)}</span>
              ) : (
                <span className="text-bad">{visible(channel.fault)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function titleOf(channels: { state: string }[]): string {
  const broken = channels.filter(({ state }) => state === 'broken').length;
  const count = `${channels.length} ${channels.length === 1 ? 'channel' : 'channels'}`;
  return broken === 0 ? count : `${broken} of ${count} ${broken === 1 ? 'is' : 'are'} out of order`;
}

function routesInWords({ routes }: ChannelRow): string {
  if (routes.length === 0) return 'No route leads here: it is told of nothing';
  const [first, ...others] = routes.map((route) => {
    const { severities, matchers, quietHours } = Route.parse(route);
    const which = SEVERITIES.toReversed().filter((severity) => severities.includes(severity));
    const what = which.length === SEVERITIES.length ? 'every severity' : which.join(' and ');
    const where = matchers.length === 0 ? '' : ` with ${visible(matcherText(matchers))}`;
    return `${what}${where}${quietHours ? `, quiet ${quietHours.from}–${quietHours.until}` : ''}`;
  });
  return `Told of ${first}${others.length === 0 ? '' : `; ${others.length} more ${others.length === 1 ? 'route' : 'routes'}`}`;
}

function lastInWords({ last, retrying }: ChannelRow, timeZone: string): string {
  if (retrying > 0) return `${retrying} ${retrying === 1 ? 'message is' : 'messages are'} being tried again`;
  if (last === null) return 'Nothing was sent yet: try it out';
  if (last.state === 'sent') return `Last sent ${moment(last.at, timeZone)}`;
  return `Failed ${moment(last.at, timeZone)}: ${visible(last.fault ?? '')}`;
}

import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { visible } from '@/app/_components/format/foreign-text';
import { ChannelStateMark } from '@/app/_components/ui/channel-state-mark';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { SubmitButton } from '@/app/_components/ui/submit-button';
import { channelState } from '@/app/_findings/channel-state';
import { ChannelEditor } from '@/app/_panels/channel-editor';
import { ChannelRoutes } from '@/app/_panels/channel-routes';
import { deliveryLog } from '@/app/_panels/delivery-log';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { channelKindOf } from '@/lib/channels';
import { type ChannelRow, channelList } from '@/lib/queries/channel-list';
import { deleteChannel, sendTest, switchChannel } from '../actions';

export const metadata = { title: 'Channel' };

export default async function Channel({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  await requireRole('administrator');
  const question = await questionOf(searchParams);
  const { id } = await params;
  const channels = await channelList(await storeFor('administrator'));
  const channel = channels.find((one) => String(one.id) === id) ?? notFound();
  return (
    <>
      <PageTitle title={visible(channel.name)}>
        <Link href="/settings/channels" className="order-first text-ink-3 hover:text-ink">
          Channels /
        </Link>
        <span className="text-ink-2">{channelKindOf(channel.kind)?.title ?? channel.kind}</span>
        <ChannelStateMark state={channelState(channel)} />
        <Buttons channel={channel} />
      </PageTitle>
      {channel.fault !== null && (
        <p className="mb-4 max-w-prose border-bad border-l-2 py-1 pl-3">
          <span className="font-medium">Nobody is told here any more: </span>
          <span className="break-words">{visible(channel.fault)}</span>
          <span className="block text-ink-2">
            Put it right and save, or send a test: when it arrives, the channel works again, and what still
            holds is told.
          </span>
        </p>
      )}
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="grid content-start gap-y-8">
          <section aria-label="Settings">
            <ChannelEditor {...channel} />
          </section>
          <Panel name="Deliveries" height={240} answer={() => deliveryLog(question, channel.id)} />
        </div>
        <ChannelRoutes channel={channel} timeZone={question.timeZone} />
      </div>
    </>
  );
}

function Buttons({ channel: { id, name, enabled, fault } }: { channel: ChannelRow }) {
  const isOn = enabled || fault !== null;
  return (
    <div className="ml-auto flex gap-2">
      <form action={sendTest}>
        <input type="hidden" name="id" value={id} />
        <SubmitButton label={`Send test: ${name}`}>Send test</SubmitButton>
      </form>
      <form action={switchChannel}>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="enabled" value={String(!isOn)} />
        <SubmitButton label={`${isOn ? 'Pause' : 'Resume'}: ${name}`}>
          {isOn ? 'Pause' : 'Resume'}
        </SubmitButton>
      </form>
      <form action={deleteChannel}>
        <input type="hidden" name="id" value={id} />
        <SubmitButton label={`Delete: ${name}`}>Delete</SubmitButton>
      </form>
    </div>
  );
}

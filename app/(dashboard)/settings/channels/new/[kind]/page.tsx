import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { ChannelEditor } from '@/app/_panels/channel-editor';
import { channelKindOf } from '@/lib/channels';

export const metadata = { title: 'New channel' };

export default async function NewChannel({ params }: { params: Promise<{ kind: string }> }) {
  await requireRole('administrator');
  const kind = channelKindOf((await params).kind) ?? notFound();
  return (
    <>
      <PageTitle title={kind.title}>
        <Link href="/settings/channels" className="order-first text-ink-3 hover:text-ink">
          Channels /
        </Link>
      </PageTitle>
      <p className="mb-4 max-w-prose text-ink-2">{kind.summary}</p>
      <ChannelEditor id={null} kind={kind.kind} name={kind.title} settings={{}} />
    </>
  );
}

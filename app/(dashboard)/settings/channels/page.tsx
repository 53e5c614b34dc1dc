import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { channelList } from '@/app/_panels/channel-list';
import { deliveryLog } from '@/app/_panels/delivery-log';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { CHANNEL_KINDS } from '@/lib/channels';

export const metadata = { title: 'Channels' };

export default async function Channels({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Channels" />
      <div className="grid content-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel name="Channels" height={160} answer={() => channelList(question)} />
        <section aria-label="New channel" className="xl:row-span-2">
          <h2 className="mb-2 font-semibold text-sm">Be told by</h2>
          <ul>
            {CHANNEL_KINDS.map(({ kind, title, summary }) => (
              <li key={kind} className="border-line border-b">
                <Link href={`/settings/channels/new/${kind}`} className="block py-1.5 hover:bg-raised">
                  <span className="text-accent">{title}</span>
                  <span className="block text-ink-3 text-xs">{summary}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <Panel name="Deliveries" height={320} answer={() => deliveryLog(question, null)} />
      </div>
    </>
  );
}

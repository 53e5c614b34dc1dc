import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import type { SearchParams } from '@/app/_panels/question';
import { shareEditor, shareList } from '@/app/_panels/share-list';
import { viewerZone } from '@/app/_panels/viewer-zone';

export const metadata = { title: 'Shared links' };

export default async function Shares({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('operator');
  const { of } = await searchParams;
  const { timeZone } = await viewerZone();
  return (
    <>
      <PageTitle title="Shared links" />
      <div className="grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Panel name="Shared links" height={240} answer={() => shareList(timeZone)} />
        <Panel
          name="New link"
          height={320}
          answer={async () => shareEditor(typeof of === 'string' ? of : '/?range=7d')}
        />
      </div>
    </>
  );
}

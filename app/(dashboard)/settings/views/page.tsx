import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { viewList } from '@/app/_panels/view-list';

export const metadata = { title: 'Saved views' };

export default async function Views() {
  const visitor = await requireRole('viewer');
  return (
    <>
      <PageTitle title="Saved views" />
      <div className="max-w-4xl">
        <Panel name="Saved views" height={240} answer={() => viewList(visitor)} />
      </div>
    </>
  );
}

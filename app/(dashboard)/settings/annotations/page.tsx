import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { annotationEditor, annotations } from '@/app/_panels/annotations';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { mayActAs } from '@/lib/auth/person';

export const metadata = { title: 'Annotations' };

export default async function Annotations() {
  const visitor = await requireRole('viewer');
  const { timeZone } = await viewerZone();
  const mayChange = mayActAs(visitor, 'operator');
  return (
    <>
      <PageTitle title="Annotations" />
      <div className={mayChange ? 'grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_30rem]' : ''}>
        <Panel name="Annotated" height={240} answer={() => annotations(timeZone, mayChange)} />
        {mayChange && (
          <Panel name="New annotation" height={320} answer={async () => annotationEditor(timeZone)} />
        )}
      </div>
    </>
  );
}

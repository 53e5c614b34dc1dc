import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { tokenEditor, tokenList } from '@/app/_panels/token-list';
import { viewerZone } from '@/app/_panels/viewer-zone';

export const metadata = { title: 'API tokens' };

export default async function Tokens() {
  await requireRole('administrator');
  const { timeZone } = await viewerZone();
  return (
    <>
      <PageTitle title="API tokens" />
      <div className="grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel name="Tokens" height={240} answer={() => tokenList(timeZone)} />
        <Panel name="New token" height={320} answer={tokenEditor} />
      </div>
    </>
  );
}

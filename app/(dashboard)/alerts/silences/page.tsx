import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { SilenceForm } from '@/app/_components/ui/silence-form';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { silences } from '@/app/_panels/silences';
import { silence } from '../actions';

export const metadata = { title: 'Silences' };

export default async function Silences({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Silences" />
      <div className="mb-8 max-w-4xl">
        <SilenceForm matchers="" submit={silence} />
      </div>
      <Panel name="Silences" height={240} answer={() => silences(question)} />
    </>
  );
}

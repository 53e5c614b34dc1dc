import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { enforcementMatrix } from '@/app/_panels/enforcement-matrix';
import { enforcementRepairs } from '@/app/_panels/enforcement-repairs';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { WhereDataIs } from '@/app/_panels/where-data-is';

export const metadata = { title: 'Enforcement' };

export default async function Enforcement({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  const { rows, more } = await searchParams;
  const by = rows === 'provider' ? 'provider' : 'domain';
  return (
    <>
      <PageTitle title="Enforcement" />
      <WhereDataIs question={question} pathname="/enforcement">
        <div className="grid gap-y-8">
          <Panel
            name="Requirements by sender"
            height={420}
            answer={() => enforcementMatrix(question, by, more === 'rows')}
          />
          <Panel name="Repairs" height={320} answer={() => enforcementRepairs(question)} />
        </div>
      </WhereDataIs>
    </>
  );
}

import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { enforcementByProvider } from '@/app/_panels/enforcement-by-provider';
import { failureDistribution } from '@/app/_panels/failure-distribution';
import { providerTable } from '@/app/_panels/provider-table';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { WhereDataIs } from '@/app/_panels/where-data-is';

export const metadata = { title: 'Providers' };

export default async function Providers({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Providers">
        <Link
          href={question.link('/providers/small')}
          className="text-accent text-xs underline underline-offset-2"
        >
          Small hosts, by how much they refuse
        </Link>
      </PageTitle>
      <WhereDataIs question={question} pathname="/providers">
        <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
          <Panel
            name="Providers"
            height={420}
            className="xl:col-span-2"
            answer={() => providerTable(question)}
          />
          <Panel
            name="Refusals by provider"
            height={290}
            answer={() => failureDistribution(question, ['provider'], 240)}
          />
          <Panel
            name="Enforcement by provider"
            height={290}
            answer={() => enforcementByProvider(question, 240)}
          />
        </div>
      </WhereDataIs>
    </>
  );
}

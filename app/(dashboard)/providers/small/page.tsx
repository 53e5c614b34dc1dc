import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { smallHosts } from '@/app/_panels/small-hosts';
import { WhereDataIs } from '@/app/_panels/where-data-is';

export const metadata = { title: 'Small hosts' };

export default async function SmallHosts({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Small hosts">
        <Link href={question.link('/providers')} className="order-first text-ink-3 hover:text-ink">
          Providers /
        </Link>
      </PageTitle>
      <WhereDataIs question={question} pathname="/providers/small">
        <Panel name="Small hosts" height={480} answer={() => smallHosts(question)} />
      </WhereDataIs>
    </>
  );
}

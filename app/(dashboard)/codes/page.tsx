import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { codeList } from '@/app/_panels/code-list';
import { PageFilters } from '@/app/_panels/page-filters';
import { questionOf, type SearchParams } from '@/app/_panels/question';

export const metadata = { title: 'Codes' };

export default async function Codes({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Codes">
        <Link href={question.link('/unclassified')} className="text-accent underline underline-offset-2">
          Unclassified responses and your own rules
        </Link>
      </PageTitle>
      <PageFilters question={question} />
      <Panel name="Codes" height={640} answer={() => codeList(question)} />
    </>
  );
}

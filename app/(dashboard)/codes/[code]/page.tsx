import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { visible } from '@/app/_components/format/foreign-text';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { sendersAffected } from '@/app/_panels/affected-senders';
import { codeMeanings } from '@/app/_panels/code-meanings';
import { codeTitle } from '@/app/_panels/code-title';
import { failureDistribution } from '@/app/_panels/failure-distribution';
import { newestRefusals } from '@/app/_panels/newest-refusals';
import { PageFilters } from '@/app/_panels/page-filters';
import { questionOf, type SearchParams } from '@/app/_panels/question';

type Params = Promise<{ code: string }>;

const CODE = /^[245](?:\d\d|\.\d{1,3}\.\d{1,3})$/;

export async function generateMetadata({ params }: { params: Params }) {
  return { title: visible((await params).code) };
}

export default async function CodePage({
  params,
  searchParams,
}: {
  params: Params;
  searchParams: SearchParams;
}) {
  await requireRole('viewer');
  const { code } = await params;
  if (!CODE.test(code)) notFound();
  const question = await questionOf(searchParams, { code });
  return (
    <>
      <PageTitle title={code} mono>
        <Link href={question.link('/codes')} className="order-first text-ink-3 hover:text-ink">
          Codes /
        </Link>
        <Panel name="Short name" height={20} answer={() => codeTitle(question, code)} />
      </PageTitle>
      <PageFilters question={question} />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-3">
        <Panel
          name="Meanings"
          height={320}
          className="xl:col-span-3"
          answer={() => codeMeanings(question, code)}
        />
        <Panel
          name="Refusals over time"
          height={290}
          className="xl:col-span-2"
          answer={() => failureDistribution(question, ['provider'], 240)}
        />
        <Panel name="Sending domains" height={290} answer={() => sendersAffected(question, 'domain')} />
        <Panel
          name="Newest refusals"
          height={480}
          className="xl:col-span-3"
          answer={() => newestRefusals(question)}
        />
      </div>
    </>
  );
}

import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { ownRuleEditor } from '@/app/_panels/own-rule-editor';
import { ownRuleList } from '@/app/_panels/own-rule-list';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { reclassificationProgress } from '@/app/_panels/reclassification-progress';
import { unknownResponseList } from '@/app/_panels/unknown-response-list';

export const metadata = { title: 'Unclassified' };

export default async function Unclassified({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  const { cluster } = await searchParams;
  const chosen = typeof cluster === 'string' ? cluster : null;
  return (
    <>
      <PageTitle title="Unclassified">
        <Link href={question.link('/codes')} className="order-first text-ink-3 hover:text-ink">
          Codes /
        </Link>
      </PageTitle>
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <Panel
          name="Re-classification"
          height={32}
          className="xl:col-span-2"
          answer={() => reclassificationProgress(question)}
        />
        <Panel name="Unknown responses" height={480} answer={() => unknownResponseList(question, chosen)} />
        <div className="grid content-start gap-y-8">
          <Panel name="Rule" height={520} answer={() => ownRuleEditor(chosen)} />
          <Panel name="Own rules" height={160} answer={() => ownRuleList(question)} />
        </div>
      </div>
    </>
  );
}

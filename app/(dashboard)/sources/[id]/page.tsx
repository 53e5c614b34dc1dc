import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { visible } from '@/app/_components/format/foreign-text';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { deadBatchList } from '@/app/_panels/dead-batch-list';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { sourceStandings } from '@/app/_panels/source-answers';
import { sourceFiles } from '@/app/_panels/source-files';
import { SourceHead } from '@/app/_panels/source-head';
import { sourceRecords } from '@/app/_panels/source-records';
import { sourceTokens } from '@/app/_panels/source-tokens';
import { sourceTraffic } from '@/app/_panels/source-traffic';
import { uploadResults } from '@/app/_panels/upload-results';
import { waitingTopics } from '@/app/_panels/waiting-topics';
import { sourceKindOf } from '@/lib/source-kinds/index';

export const metadata = { title: 'Source' };

export default async function Source({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  const id = Number((await params).id);
  const standings = await sourceStandings(question.scope.range.now);
  const standing = standings.find(({ source }) => source.id === id);
  if (!standing) notFound();
  return (
    <>
      <PageTitle title={visible(standing.source.name)}>
        <Link href={question.link('/sources')} className="order-first text-ink-3 hover:text-ink">
          Sources /
        </Link>
      </PageTitle>
      <div className="grid gap-8">
        <SourceHead standing={standing} question={question} />
        <Panel name="Topics" height={0} answer={() => waitingTopics(question, id)} />
        <Panel name="Events" height={300} answer={() => sourceTraffic(question, standing.source, 220)} />
        <Panel name="Dead batches" height={0} answer={() => deadBatchList(question, id)} />
        <Panel name="Records" height={260} answer={() => sourceRecords(question, standing.source)} />
        {standing.source.kind === 'upload' && (
          <Panel name="Uploads" height={160} answer={() => uploadResults(question, id)} />
        )}
        {sourceKindOf(standing.source.kind)?.hasAddress && (
          <Panel
            name="Address and tokens"
            height={120}
            answer={() => sourceTokens(question, standing.source)}
          />
        )}
        <Panel name="Files" height={120} answer={() => sourceFiles(question, id)} />
      </div>
    </>
  );
}

import { FileUp, Plus } from 'lucide-react';
import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { ConnectALog } from '@/app/_panels/connect-a-log';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { sourceList } from '@/app/_panels/source-list';

export const metadata = { title: 'Sources' };

const BUTTON = 'inline-flex items-center gap-1.5 border px-2.5 py-1';

export default async function Sources({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Sources">
        <span className="ml-auto flex flex-wrap gap-2 self-center">
          <Link href={question.link('/sources/new')} className={`${BUTTON} border-ink bg-ink text-page`}>
            <Plus aria-hidden className="size-3.5" /> Connect a source
          </Link>
          <Link
            href={question.link('/sources/upload')}
            className={`${BUTTON} border-line-strong hover:bg-raised`}
          >
            <FileUp aria-hidden className="size-3.5" /> Upload files
          </Link>
        </span>
      </PageTitle>
      <div className="grid gap-8">
        <Panel name="Sources" height={200} answer={() => sourceList(question)} />
        <ConnectALog />
      </div>
    </>
  );
}

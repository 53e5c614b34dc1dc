import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { bytes } from '@/app/_components/format/bytes';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { UploadForm } from '@/app/_components/ui/upload-form';
import { FORMAT_CHOICES } from '@/app/_panels/format-choices';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { sourceStandings } from '@/app/_panels/source-answers';
import { uploadResults } from '@/app/_panels/upload-results';
import { readEnv } from '@/lib/env';
import { uploadsIn } from '@/lib/store/upload-source';

export const metadata = { title: 'Upload' };

export default async function Upload({ searchParams }: { searchParams: SearchParams }) {
  const { inSight } = await requireRole('operator');
  const question = await questionOf(searchParams);
  const standings = await sourceStandings(question.scope.range.now);
  const known = standings.find(({ source }) => source.kind === 'upload')?.source.name;
  return (
    <>
      <PageTitle title="Upload files">
        <Link href={question.link('/sources')} className="order-first text-ink-3 hover:text-ink">
          Sources /
        </Link>
      </PageTitle>
      <div className="grid gap-8">
        <UploadForm
          formats={FORMAT_CHOICES}
          source={known ?? uploadsIn(inSight)}
          largest={bytes(readEnv().uploadBytes)}
        />
        <Panel name="Uploads" height={160} answer={() => uploadResults(question, null)} />
      </div>
    </>
  );
}

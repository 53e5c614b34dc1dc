import Link from 'next/link';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { visible } from '@/app/_components/format/foreign-text';
import { PageTitle } from '@/app/_components/ui/page-title';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { isEditable, SourceEditor } from '@/app/_panels/source-editor';
import { sourceSetup } from '@/lib/queries/source-setup';

export const metadata = { title: 'Edit a source' };

export default async function EditSource({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  await requireRole('operator');
  const question = await questionOf(searchParams);
  const id = z.coerce
    .number()
    .int()
    .safeParse((await params).id);
  if (!id.success) notFound();
  const source = await sourceSetup(await storeFor('operator'), id.data);
  if (!source || !isEditable(source)) notFound();
  return (
    <>
      <PageTitle title={`Edit ${visible(source.name)}`}>
        <span className="order-first text-ink-3">
          <Link href={question.link('/sources')} className="hover:text-ink">
            Sources /
          </Link>{' '}
          <Link href={question.link(`/sources/${source.id}`)} className="hover:text-ink">
            {visible(source.name)} /
          </Link>
        </span>
      </PageTitle>
      <section aria-label="Settings">
        <SourceEditor source={source} />
      </section>
    </>
  );
}

import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireRole } from '@/app/_access/person';
import { visible } from '@/app/_components/format/foreign-text';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { suppressionHistory } from '@/app/_panels/answers';
import { questionOf, type SearchParams } from '@/app/_panels/question';
import { suppressionDetail } from '@/app/_panels/suppression-detail';
import { readRecipient } from '@/app/_panels/suppression-words';

export const metadata = { title: 'Suppression' };

export default async function Suppression({
  params,
  searchParams,
}: {
  params: Promise<{ recipient: string }>;
  searchParams: SearchParams;
}) {
  await requireRole('viewer');
  const { recipient } = await params;
  const ref = readRecipient(recipient);
  const known = ref && (await suppressionHistory(ref.workspaceId, ref.recipientHash));
  if (!known) notFound();
  const { link, timeZone } = await questionOf(searchParams);
  return (
    <>
      <PageTitle title={visible(known.suppression.recipient)} mono>
        <Link href={link('/suppressions')} className="order-first text-ink-3 hover:text-ink">
          Suppressions /
        </Link>
      </PageTitle>
      <Panel name="Suppression" height={480} answer={() => suppressionDetail(recipient, timeZone)} />
    </>
  );
}

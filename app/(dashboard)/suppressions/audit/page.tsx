import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { ListAudit } from '@/app/_components/ui/list-audit';
import { PageTitle } from '@/app/_components/ui/page-title';
import { REINSTATE_HEADER } from '@/app/_panels/list-audit';
import { questionOf, type SearchParams } from '@/app/_panels/question';

export const metadata = { title: 'Audit a list' };

export default async function AuditList({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('operator');
  const { link, timeZone } = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Audit a list">
        <Link href={link('/suppressions')} className="order-first text-ink-3 hover:text-ink">
          Suppressions /
        </Link>
      </PageTitle>
      <ListAudit header={REINSTATE_HEADER} timeZone={timeZone} />
    </>
  );
}

import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { ListAudit } from '@/app/_components/ui/list-audit';
import { PageTitle } from '@/app/_components/ui/page-title';
import { REINSTATE_HEADER } from '@/app/_panels/list-audit';
import { viewerZone } from '@/app/_panels/viewer-zone';

export const metadata = { title: 'Audit a list' };

export default async function AuditList() {
  await requireRole('operator');
  return (
    <>
      <PageTitle title="Audit a list">
        <Link href="/suppressions" className="order-first text-ink-3 hover:text-ink">
          Suppressions /
        </Link>
      </PageTitle>
      <ListAudit header={REINSTATE_HEADER} timeZone={(await viewerZone()).timeZone} />
    </>
  );
}

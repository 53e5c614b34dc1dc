import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { auditLog } from '@/app/_panels/audit-log';
import type { SearchParams } from '@/app/_panels/question';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { readEnv } from '@/lib/env';

export const metadata = { title: 'Audit log' };

const Before = z
  .string()
  .regex(/^\d{1,18}$/)
  .nullable()
  .catch(null);

export default async function Audit({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('administrator');
  const before = Before.parse((await searchParams).before ?? null);
  const { keptDays } = readEnv();
  const { timeZone } = await viewerZone();
  return (
    <>
      <PageTitle title="Audit log" />
      <Panel
        name="Audit log"
        height={640}
        answer={() => auditLog({ before, timeZone, auditDays: keptDays.audit })}
      />
    </>
  );
}

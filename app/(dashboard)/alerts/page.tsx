import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { alertHistory } from '@/app/_panels/alert-history';
import { incidentHistoryList } from '@/app/_panels/incident-history';
import { openIncidentList } from '@/app/_panels/open-incidents';
import { questionOf, type SearchParams } from '@/app/_panels/question';

export const metadata = { title: 'Alerts' };

export default async function Alerts({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('viewer');
  const question = await questionOf(searchParams);
  return (
    <>
      <PageTitle title="Alerts" />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
        <Panel
          name="Open incidents"
          height={160}
          className="xl:col-span-2"
          answer={() => openIncidentList(question)}
        />
        <Panel name="Earlier incidents" height={420} answer={() => incidentHistoryList(question)} />
        <Panel name="Changes of state" height={420} answer={() => alertHistory(question)} />
      </div>
    </>
  );
}

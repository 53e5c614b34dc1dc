import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { alertHistory } from '@/app/_panels/alert-history';
import { alertRuleList } from '@/app/_panels/alert-rule-list';
import { firingAlerts } from '@/app/_panels/firing-alerts';
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
          name="Firing now"
          height={140}
          className="xl:col-span-2"
          answer={() => firingAlerts(question)}
        />
        <Panel name="Rules" height={420} answer={() => alertRuleList(question)} />
        <Panel name="History" height={420} answer={() => alertHistory(question)} />
      </div>
    </>
  );
}

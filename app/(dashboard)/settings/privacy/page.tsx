import { requireSeesAll } from '@/app/_access/person';
import { EraseForm } from '@/app/_components/ui/erase-form';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { PanelHeader } from '@/app/_components/ui/panel-header';
import { countedApartList } from '@/app/_panels/counted-apart';
import { countsAudit } from '@/app/_panels/counts-audit';
import { retentionList } from '@/app/_panels/retention-list';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { readEnv } from '@/lib/env';
import { erasePersonHere } from './actions';

export const metadata = { title: 'Privacy' };

export default async function Privacy() {
  await requireSeesAll('administrator');
  const { keptDays } = readEnv();
  const { timeZone } = await viewerZone();
  return (
    <>
      <PageTitle title="Privacy" />
      <div className="grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel name="What is kept" height={640} answer={() => retentionList({ keptDays, timeZone })} />
        <div className="grid content-start gap-10">
          <Panel name="Counts held against events" height={80} answer={() => countsAudit(timeZone)} />
          <Panel name="Values counted apart" height={320} answer={countedApartList} />
          <section aria-label="Erase a person" className="min-w-0">
            <PanelHeader
              title="Erase one person"
              note="From events, records as they came, alerts and the audit log. Counts stay. Log files, backups and what was told to channels are out of reach."
            />
            <EraseForm erase={erasePersonHere} />
          </section>
        </div>
      </div>
    </>
  );
}

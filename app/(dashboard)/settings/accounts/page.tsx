import { requireSeesAll } from '@/app/_access/person';
import { InviteForm } from '@/app/_components/ui/invite-form';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { PanelHeader } from '@/app/_components/ui/panel-header';
import { accountPanel } from '@/app/_panels/account-list';
import { secondFactorDemand } from '@/app/_panels/second-factor-demand';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { workspacesOf } from '@/lib/auth/workspaces';
import { webDb } from '@/lib/db';
import { inviteHere } from './actions';

export const metadata = { title: 'Accounts' };

export default async function Accounts() {
  const visitor = await requireSeesAll('administrator');
  const { timeZone } = await viewerZone();
  const workspaces = await workspacesOf(webDb(), visitor);
  return (
    <>
      <PageTitle title="Accounts" />
      <div className="grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Panel name="Accounts" height={240} answer={() => accountPanel(timeZone)} />
        <div className="grid min-w-0 content-start gap-y-10">
          <section aria-label="Invite">
            <PanelHeader
              title={visitor.id === null ? 'Make the first administrator' : 'Invite somebody'}
              note="By a link that is good once, for a day. Give it to them over a channel that you trust."
            />
            <InviteForm
              preset={visitor.id === null ? 'administrator' : 'viewer'}
              workspaces={workspaces}
              invite={inviteHere}
            />
          </section>
          {visitor.id !== null && (
            <Panel name="Required second factor" height={120} answer={secondFactorDemand} />
          )}
        </div>
      </div>
    </>
  );
}

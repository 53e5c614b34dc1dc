import { requireSeesAll } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { PanelHeader } from '@/app/_components/ui/panel-header';
import { WorkspaceForm } from '@/app/_components/ui/workspace-form';
import { sourcesByWorkspace } from '@/app/_panels/sources-by-workspace';
import { workspacePanel } from '@/app/_panels/workspace-list';
import { workspacesOf } from '@/lib/auth/workspaces';
import { webDb } from '@/lib/db';
import { makeWorkspace } from './actions';

export const metadata = { title: 'Workspaces' };

export default async function Workspaces() {
  const visitor = await requireSeesAll('administrator');
  const isOne = (await workspacesOf(webDb(), visitor)).length === 1;
  return (
    <>
      <PageTitle title="Workspaces" />
      <div className="grid gap-x-12 gap-y-10 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-y-10">
          <Panel name="Workspaces" height={160} answer={workspacePanel} />
          {!isOne && <Panel name="Sources" height={240} answer={sourcesByWorkspace} />}
        </div>
        <section aria-label="New workspace" className="min-w-0">
          <PanelHeader
            title="A new workspace"
            note="For a team or a customer with sources, alerts and channels of its own. It begins with the usual alert rules."
          />
          <WorkspaceForm make={makeWorkspace} />
        </section>
      </div>
    </>
  );
}

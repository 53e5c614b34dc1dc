import { wholeStoreFor } from '@/app/_access/store';
import { nameWorkspace } from '@/app/(dashboard)/settings/workspaces/actions';
import { workspaceList } from '@/lib/auth/workspaces';
import { exact } from '../_components/format/number';
import { PanelHeader } from '../_components/ui/panel-header';
import { WorkspaceName } from '../_components/ui/workspace-name';

/** Which workspaces are there? */
export async function workspacePanel() {
  const workspaces = await workspaceList(await wholeStoreFor('administrator'));
  const isOne = workspaces.length === 1;
  return (
    <>
      <PanelHeader
        title={isOne ? 'Everything is in one workspace' : `${workspaces.length} workspaces`}
        note={
          isOne
            ? 'Everybody who may log in sees all of it. With a second one, people see those that they are put into.'
            : 'People see the sources, alerts and channels of the workspaces that they are put into, and nothing of others.'
        }
      />
      <ul>
        {workspaces.map(({ id, name, sources, members }) => (
          <li key={id} className="border-line border-b py-2">
            <WorkspaceName id={id} name={name} rename={nameWorkspace}>
              {isOne ? counted(sources, 'source') : `${counted(sources, 'source')}, ${seenBy(members)}`}
            </WorkspaceName>
          </li>
        ))}
      </ul>
    </>
  );
}

const counted = (count: number, one: string): string => `${exact(count)} ${one}${count === 1 ? '' : 's'}`;

const seenBy = (members: number): string =>
  members === 0
    ? 'seen by those who see all'
    : `${exact(members)} ${members === 1 ? 'person' : 'people'} put into it`;

import { wholeStoreFor } from '@/app/_access/store';
import { putSource } from '@/app/(dashboard)/settings/workspaces/actions';
import { workspaceList } from '@/lib/auth/workspaces';
import { sourceNames } from '@/lib/queries/source-names';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SourceWorkspace } from '../_components/ui/source-workspace';

/** Which source belongs to which workspace? */
export async function sourcesByWorkspace() {
  const db = await wholeStoreFor('administrator');
  const [sources, workspaces] = await Promise.all([sourceNames(db), workspaceList(db)]);
  return (
    <>
      <PanelHeader title="Sources" note="A source that is moved takes all that it ever brought along." />
      {sources.length === 0 && <EmptyState title="There are none yet" />}
      <ul>
        {sources.map(({ id, name, workspaceId }) => (
          <li key={id} className="border-line border-b py-1.5">
            <SourceWorkspace
              id={id}
              name={name}
              workspace={workspaceId}
              workspaces={workspaces}
              put={putSource}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

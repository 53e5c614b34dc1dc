import { requireRole } from '@/app/_access/person';
import { EmptyState } from '@/app/_components/ui/empty-state';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { PanelHeader } from '@/app/_components/ui/panel-header';
import { PasswordForm } from '@/app/_components/ui/password-form';
import { ownSecondFactor } from '@/app/_panels/own-second-factor';
import { ownSessions } from '@/app/_panels/own-sessions';
import { viewerZone } from '@/app/_panels/viewer-zone';
import { changePasswordHere } from './actions';

export const metadata = { title: 'Password and sessions' };

export default async function Security() {
  const visitor = await requireRole('viewer');
  const { timeZone } = await viewerZone();
  if (visitor.id === null) {
    return (
      <>
        <PageTitle title="Password and sessions" />
        <EmptyState title="Nobody logs in here yet">
          Make the first account under Accounts, or by the link that was printed at the start.
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle title={visitor.name}>
        <span className="text-ink-3">{visitor.role}</span>
      </PageTitle>
      <div className="grid max-w-5xl gap-x-12 gap-y-10 md:grid-cols-2">
        <section aria-label="Password">
          <PanelHeader
            title="Password"
            note="A new one ends every session but this one, and every link to choose one."
          />
          <PasswordForm name={visitor.name} change={changePasswordHere} />
        </section>
        <div className="grid content-start gap-y-10">
          <Panel name="Second factor" height={140} answer={ownSecondFactor} />
          <Panel name="Sessions" height={200} answer={() => ownSessions(timeZone)} />
        </div>
      </div>
    </>
  );
}

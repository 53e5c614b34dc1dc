import { EmptyState } from '../_components/ui/empty-state';
import { PageTitle } from '../_components/ui/page-title';

export default function Forbidden() {
  return (
    <>
      <PageTitle title="Not yours to see" />
      <EmptyState title="Your role does not reach this far">
        An administrator can change it under Accounts. What you tried has not been done.
      </EmptyState>
    </>
  );
}

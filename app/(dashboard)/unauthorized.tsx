import Link from 'next/link';
import { EmptyState } from '../_components/ui/empty-state';
import { PageTitle } from '../_components/ui/page-title';

/** After something was sent by somebody whose session is over. */
export default function Unauthorized() {
  return (
    <>
      <PageTitle title="You are logged out" />
      <EmptyState title="Your session is over">
        What you sent has not been done.{' '}
        <Link href="/login" className="text-accent underline underline-offset-2">
          Log in
        </Link>{' '}
        and do it once more.
      </EmptyState>
    </>
  );
}

import { EmptyState } from '../_components/ui/empty-state';

/** To whoever holds a link that is good for nothing: which of the reasons it is stays unsaid. */
export default function NothingShared() {
  return (
    <>
      <h1 className="sr-only">Nothing is shared here</h1>
      <EmptyState title="Nothing is shared here">
        The link has expired, was revoked, or is not complete. Ask whoever sent it for another.
      </EmptyState>
    </>
  );
}

import { mayActAs, seesAll, type Visitor } from '@/lib/auth/person';
import { webReplica } from '../_access/replica';

/** Does the read replica answer? Said to those who can do something about it, and only where it does not. */
export async function ReplicaLine({ visitor }: { visitor: Visitor }) {
  const replica = webReplica();
  if (replica === null || !mayActAs(visitor, 'operator') || !seesAll(visitor)) return null;
  if (await replica.mayBeAsked()) return null;
  return (
    <p role="status" className="mb-4 border-warn border-y py-2 text-ink-2 text-sm">
      <span className="font-medium text-ink">Read replica not used.</span> Pages are read from the primary:{' '}
      {replica.fault}.
    </p>
  );
}

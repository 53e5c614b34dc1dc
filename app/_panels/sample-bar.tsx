import Link from 'next/link';
import { dropSample } from '@/app/(dashboard)/sources/sample-actions';
import { mayActAs, seesAll, type Visitor } from '@/lib/auth/person';
import { sampleStanding } from '@/lib/queries/sample-standing';
import { storeOf } from '../_access/store';
import { ConfirmForm } from '../_components/ui/confirm-form';
import { RefreshWhile } from '../_components/ui/refresh-while';
import { SampleNotice } from '../_components/ui/sample-notice';

/** Is what the pages show made up, and how does it go again? */
export async function SampleBar({ visitor }: { visitor: Visitor }) {
  const standing = await sampleStanding(storeOf(visitor));
  if (!standing) return null;
  const { waiting, batches, isMixed } = standing;
  const read = batches - waiting;
  return (
    <SampleNotice>
      <RefreshWhile active={waiting > 0} />
      {waiting > 0 ? (
        <span role="status" className="flex items-center gap-2 text-ink-2">
          <progress
            value={read}
            max={batches}
            aria-label="Sample read"
            className="h-1.5 w-32 accent-accent"
          />
          {read} of {batches} parts are read.
        </span>
      ) : (
        <span className="text-ink-2">
          {isMixed
            ? 'It is counted here with your own mail. Choose a workspace at the top to see yours alone.'
            : 'A week of mail that was made up. Nobody is told of its alerts.'}
        </span>
      )}
      <span className="ml-auto flex items-center gap-4">
        {!isMixed && (
          <Link href="/sources/new" className="text-accent text-xs underline underline-offset-2">
            Connect a source
          </Link>
        )}
        {mayActAs(visitor, 'administrator') && seesAll(visitor) && (
          <ConfirmForm action={dropSample} label="Remove the sample data and all that came of it" fields={{}}>
            Remove
          </ConfirmForm>
        )}
      </span>
    </SampleNotice>
  );
}

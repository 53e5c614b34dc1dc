import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { judgeAllAnew } from '@/app/(dashboard)/unclassified/actions';
import { seesAll } from '@/lib/auth/person';
import { latestReclassification, type Progress } from '@/lib/queries/latest-reclassification';
import { exact } from '../_components/format/number';
import { stamp } from '../_components/format/time';
import { RefreshWhile } from '../_components/ui/refresh-while';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

/** Is history judged by the rules as they are now? */
export async function reclassificationProgress({ timeZone }: Question) {
  // It counts the mail of all workspaces.
  if (!seesAll(await requireRole('viewer'))) return null;
  const latest = await latestReclassification(await storeFor('viewer'));
  const running = latest?.state === 'running';
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
      <RefreshWhile active={running} />
      <div role="status" className="flex grow flex-wrap items-center gap-x-4">
        {latest === null && <span className="text-ink-2">History is judged as it came in.</span>}
        {latest && !running && (
          <span className="text-ink-2">
            History was judged anew{latest.finishedAt && ` at ${stamp(latest.finishedAt, timeZone)}`}:{' '}
            {exact(latest.changed)} of {exact(latest.scanned)} refusals have another verdict.
          </span>
        )}
        {latest && running && <Running progress={latest} />}
      </div>
      {!running && (
        <form action={judgeAllAnew}>
          <SubmitButton label="Judge history anew, by the dictionary and the rules as they are now">
            Judge history anew
          </SubmitButton>
        </form>
      )}
    </div>
  );
}

function Running({ progress: { scanned, total, changed } }: { progress: Progress }) {
  return (
    <>
      <progress
        value={scanned}
        max={Math.max(total, 1)}
        aria-label="History judged anew"
        className="h-1.5 w-40 accent-accent"
      />
      <span>
        History is being judged anew: {exact(scanned)} of {exact(total)} refusals, {exact(changed)} have
        another verdict.
      </span>
    </>
  );
}

import Link from 'next/link';
import type { ReactNode } from 'react';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { bringSample } from '@/app/(dashboard)/sources/sample-actions';
import { mayActAs, seesAll } from '@/lib/auth/person';
import { hasSample } from '@/lib/queries/sample-standing';
import { ConfirmForm } from '../_components/ui/confirm-form';

/** What can be done where nothing was recorded yet? */
export async function FirstSteps() {
  const visitor = await requireRole('viewer');
  if (visitor.isGuest || !mayActAs(visitor, 'operator')) return null;
  const mayBring = mayActAs(visitor, 'administrator') && seesAll(visitor);
  return (
    <div className="flex flex-wrap items-start gap-x-8 gap-y-4">
      <Step words="Postfix, Exim, PowerMTA, a sending service, bounce mail: each with its own few lines.">
        <Link href="/sources/new" className="border border-ink bg-ink px-3 py-1 font-medium text-page">
          Connect a source
        </Link>
      </Step>
      {mayBring && !(await hasSample(await storeFor('viewer'))) && (
        <Step words="A week of made-up mail, marked as such on every page. One click removes it.">
          <ConfirmForm action={bringSample} label="Load sample data" fields={{}}>
            Load sample data
          </ConfirmForm>
        </Step>
      )}
    </div>
  );
}

function Step({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="grid max-w-80 justify-items-start gap-2">
      {children}
      <p className="text-ink-3 text-xs">{words}</p>
    </div>
  );
}

'use client';

import { Dialog } from '@base-ui/react/dialog';
import dynamic from 'next/dynamic';
import { usePathname, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { toLocalInput } from '../format/local-input';
import type { AnnotateAction } from './annotation-form';
import { scopeOfPage } from './page-scope';

// Fetched by those who have something to say.
const AnnotationForm = dynamic(() => import('./annotation-form').then((module) => module.AnnotationForm), {
  loading: () => <p className="min-h-64 text-ink-3">Opening …</p>,
});

/** Asks what happened at a time; null: whoever looks may not say. */
const Annotate = createContext<((at: number) => void) | null>(null);

export const useAnnotate = () => useContext(Annotate);

/** The form over whatever page one is on, so that a chart can be annotated where it is looked at. */
export function AnnotateDialog({
  timeZone,
  submit,
  children,
}: {
  timeZone: string;
  /** null: not for whoever looks. */
  submit: AnnotateAction | null;
  children: ReactNode;
}) {
  const [at, setAt] = useState<number | null>(null);
  const scope = scopeOfPage(usePathname(), useSearchParams().get('filter'));
  const close = useCallback(() => setAt(null), []);
  if (!submit) return children;
  return (
    <Annotate value={setAt}>
      {children}
      <Dialog.Root open={at !== null} onOpenChange={(open) => open || close()}>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/30" />
          <Dialog.Popup className="fixed inset-x-3 top-[8vh] z-50 mx-auto max-h-[84vh] max-w-xl overflow-y-auto border border-line-strong bg-surface p-4 shadow-xl outline-none">
            <Dialog.Title className="mb-3 font-semibold text-sm">What happened?</Dialog.Title>
            <AnnotationForm
              key={at}
              initial={{
                kind: 'deploy',
                text: '',
                startsAt: at === null ? '' : toLocalInput(at, timeZone),
                endsAt: '',
                link: '',
                scope,
              }}
              timeZone={timeZone}
              submit={submit}
              onKept={close}
            />
            <Dialog.Close className="absolute top-3 right-3 border border-line-strong px-2 py-0.5 text-xs hover:bg-raised">
              Close
            </Dialog.Close>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </Annotate>
  );
}

'use client';

import { createContext, type MouseEvent, type ReactNode, useContext } from 'react';

const ReadOnly = createContext(false);

/** Whether the page may only be looked at. */
export const useReadOnly = () => useContext(ReadOnly);

/** A page that may only be looked at: its links lead nowhere, and it is not narrowed down. What may be seen is decided
 * on the server; here it is only not offered. */
export function ReadOnlyPage({ children }: { children: ReactNode }) {
  const stay = (event: MouseEvent<HTMLElement>) => {
    if ((event.target as Element).closest('a')) event.preventDefault();
  };
  return (
    <ReadOnly value={true}>
      <div onClickCapture={stay} className="[&_a]:cursor-default [&_a]:no-underline">
        {children}
      </div>
    </ReadOnly>
  );
}

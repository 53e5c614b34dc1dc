'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { type ReactNode, useState } from 'react';

/** Keeps the nonce that the page came with: what is asked for later brings another one, which the page's own policy
 * does not know. */
export function FirstNonce({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [first] = useState(nonce);
  return <CSPProvider {...(first !== undefined && { nonce: first })}>{children}</CSPProvider>;
}

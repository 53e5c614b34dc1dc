'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { ThemeProvider } from 'next-themes';
import { type ReactNode, useState } from 'react';

/** Keeps the nonce that the page came with: what is asked for later brings another one, which the page's own policy
 * does not know. The theme writes a style where it changes, too. */
export function FirstNonce({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [first] = useState(nonce);
  const known = first !== undefined && { nonce: first };
  return (
    <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange {...known}>
      <CSPProvider {...known}>{children}</CSPProvider>
    </ThemeProvider>
  );
}

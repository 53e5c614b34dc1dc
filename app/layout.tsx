import './globals.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { NONCE_HEADER } from './_access/content-security-policy';
import { FirstNonce } from './_components/ui/first-nonce';

export const metadata: Metadata = {
  title: { default: 'Bounceboard', template: '%s · Bounceboard' },
  description: 'Which mailbox provider refuses your mail, and why',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf9' },
    { media: '(prefers-color-scheme: dark)', color: '#101011' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // The theme's script sets the class before React sees the page.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <FirstNonce nonce={nonce}>
          <NuqsAdapter>{children}</NuqsAdapter>
        </FirstNonce>
      </body>
    </html>
  );
}

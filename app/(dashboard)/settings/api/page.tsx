import { headers } from 'next/headers';
import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { PageTitle } from '@/app/_components/ui/page-title';
import { Panel } from '@/app/_components/ui/panel';
import { apiReference } from '@/app/_panels/api-reference';
import { mayActAs } from '@/lib/auth/person';
import { readEnv } from '@/lib/env';

export const metadata = { title: 'API' };

export default async function Api() {
  const visitor = await requireRole('viewer');
  const address = readEnv().publicUrl ?? `http://${(await headers()).get('host')}`;
  return (
    <>
      <PageTitle title="API" />
      <p className="mb-6 max-w-prose text-ink-2 text-sm">
        What the pages do, and the counts behind them, for programs.{' '}
        {mayActAs(visitor, 'administrator') ? (
          <>
            They show a{' '}
            <Link href="/settings/tokens" className="text-accent underline underline-offset-2">
              token
            </Link>
            .
          </>
        ) : (
          'They show a token, which an administrator makes.'
        )}{' '}
        <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2">
          OpenAPI 3.1
        </a>{' '}
        describes all of it.
      </p>
      <Panel name="Operations" height={900} answer={async () => apiReference(address)} />
    </>
  );
}

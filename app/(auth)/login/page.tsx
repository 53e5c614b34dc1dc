import { redirect } from 'next/navigation';
import { ownPath } from '@/app/_access/own-path';
import { whoAsks } from '@/app/_access/person';
import { LoginForm } from '@/app/_components/ui/login-form';
import { hasAccounts } from '@/lib/auth/accounts';
import { webDb } from '@/lib/db';
import { logInHere } from './actions';

export const metadata = { title: 'Log in' };

export default async function Login({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const { to } = await searchParams;
  const destination = ownPath(Array.isArray(to) ? to[0] : to);
  if (await whoAsks()) redirect(destination);
  if (!(await hasAccounts(webDb()))) return <NobodyYet />;
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl tracking-tight">Log in</h1>
      <LoginForm to={destination} logIn={logInHere} />
    </>
  );
}

/** Somebody from elsewhere, before there is an account. */
function NobodyYet() {
  return (
    <>
      <h1 className="mb-3 font-semibold text-xl tracking-tight">Nobody has an account yet</h1>
      <p className="mb-3 text-ink-2">
        Until then the dashboard opens on the machine itself alone. Make the first administrator there:
      </p>
      <pre className="overflow-x-auto border border-line bg-surface px-3 py-2 font-mono text-xs leading-5">
        bin/bounceboard account create NAME{'\n\n'}# in Docker{'\n'}
        docker compose exec web node \{'\n'}
        {'  '}dist/bin/cli.mjs account create NAME
      </pre>
    </>
  );
}

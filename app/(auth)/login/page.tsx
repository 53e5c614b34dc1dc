import { redirect } from 'next/navigation';
import { ownPath } from '@/app/_access/own-path';
import { whoAsks } from '@/app/_access/person';
import { signOnSettings } from '@/app/_access/single-sign-on';
import { LoginForm } from '@/app/_components/ui/login-form';
import { hasAccounts } from '@/lib/auth/accounts';
import { refusalInWords } from '@/lib/auth/sign-on-refusals';
import { webDb } from '@/lib/db';
import { logInHere } from './actions';

export const metadata = { title: 'Log in' };

export default async function Login({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { to, refused } = await searchParams;
  const destination = ownPath(Array.isArray(to) ? to[0] : to);
  if (await whoAsks()) redirect(destination);
  if (!(await hasAccounts(webDb()))) return <NobodyYet />;
  const reason = refusalInWords(refused);
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl tracking-tight">Log in</h1>
      {reason && (
        <p role="alert" className="mb-4 text-bad">
          Not logged in: {reason}.
        </p>
      )}
      {signOnSettings() && (
        <a
          href={`/login/single-sign-on?to=${encodeURIComponent(destination)}`}
          className="mb-5 border border-line-strong px-3 py-1.5 text-center font-medium text-sm hover:bg-raised"
        >
          Single sign-on
        </a>
      )}
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

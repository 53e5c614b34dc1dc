import { redirect } from 'next/navigation';
import { ownPath } from '@/app/_access/own-path';
import { sessionToken } from '@/app/_access/session-cookie';
import { CodeForm } from '@/app/_components/ui/code-form';
import { halfwayAccount } from '@/lib/auth/sessions';
import { webDb } from '@/lib/db';
import { showSecondFactorHere } from '../actions';

export const metadata = { title: 'Second factor' };

export default async function SecondFactor({
  searchParams,
}: {
  searchParams: Promise<{ to?: string | string[] }>;
}) {
  const { to } = await searchParams;
  const token = await sessionToken();
  if (!token || !(await halfwayAccount(webDb(), token, new Date()))) redirect('/login');
  return (
    <>
      <h1 className="mb-5 font-semibold text-xl tracking-tight">Second factor</h1>
      <CodeForm to={ownPath(Array.isArray(to) ? to[0] : to)} show={showSecondFactorHere} />
    </>
  );
}

import { redirect } from 'next/navigation';
import { ownPath } from '@/app/_access/own-path';
import { whoCame } from '@/app/_access/person';
import { SecondFactorForm } from '@/app/_components/ui/second-factor-form';
import { logOutHere } from '@/app/(dashboard)/settings/actions';
import {
  confirmSecondFactor,
  offerSecondFactor,
  removeSecondFactorHere,
} from '@/app/(dashboard)/settings/security/actions';

export const metadata = { title: 'Set up a second factor' };

/** All that opens for somebody of whom a second factor is required and who has none. */
export default async function SetUpSecondFactor({
  searchParams,
}: {
  searchParams: Promise<{ to?: string | string[] }>;
}) {
  const { to } = await searchParams;
  const destination = ownPath(Array.isArray(to) ? to[0] : to);
  const arrival = await whoCame();
  if (!arrival) redirect(`/login?to=${encodeURIComponent(destination)}`);
  if (!arrival.owesSecondFactor) redirect(destination);
  const { name, role } = arrival.visitor;
  return (
    <>
      <h1 className="mb-3 font-semibold text-xl tracking-tight">Set up a second factor</h1>
      <p className="mb-5 text-ink-2">
        Every {role} has to have one here. You need an authenticator on your phone; then the dashboard opens.
      </p>
      <SecondFactorForm
        isOn={false}
        offer={offerSecondFactor}
        confirm={confirmSecondFactor}
        remove={removeSecondFactorHere}
        thenTo={destination}
      />
      <form action={logOutHere} className="mt-8 text-ink-3 text-xs">
        Logged in as {name}.{' '}
        <button type="submit" className="text-accent hover:underline">
          Log out
        </button>
      </form>
    </>
  );
}

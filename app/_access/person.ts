import { headers } from 'next/headers';
import { forbidden, redirect, unauthorized } from 'next/navigation';
import { cache } from 'react';
import { hasAccounts } from '@/lib/auth/accounts';
import { lookingAt, mayActAs, type Role, seesAll, type Visitor } from '@/lib/auth/person';
import { addressOf, goesBy, isAtThisMachine } from '@/lib/auth/reach';
import { type Arrival, arrivalOf } from '@/lib/auth/sessions';
import { webDb } from '@/lib/db';
import { auditAlone } from '@/lib/store/audit';
import { askedFor } from './asked-for';
import { guestHere } from './guest';
import { reach } from './reach';
import { sessionToken } from './session-cookie';
import { chosenWorkspace } from './workspace-choice';

/** Without accounts the dashboard answers on this machine alone, and whoever sits there may do everything. */
const AT_THIS_MACHINE = {
  ...{ id: null, name: 'this machine', role: 'administrator' as const, sessionId: null },
  ...{ workspaces: null, inSight: null },
};

/** Who came, also without the second factor that is required of them. Asked once for each page. */
export const whoCame = cache(async (): Promise<Arrival | null> => {
  const said = await headers();
  if (!goesBy(said.get('host'), reach())) return null;
  const address = addressOf(said, reach());
  const token = await sessionToken();
  const arrival = token ? await arrivalOf(webDb(), token, address, new Date()) : null;
  if (arrival) return { ...arrival, visitor: lookingAt(arrival.visitor, await chosenWorkspace()) };
  if (!isAtThisMachine(said, reach()) || (await hasAccounts(webDb()))) return null;
  const visitor = lookingAt({ ...AT_THIS_MACHINE, address }, await chosenWorkspace());
  return { visitor, owesSecondFactor: false };
});

/** Who asks; null: nobody who may be here. */
export async function whoAsks(): Promise<Visitor | null> {
  const arrival = await whoCame();
  return arrival && !arrival.owesSecondFactor ? arrival.visitor : null;
}

/**
 * Who asks, for every page, action and route that reads or changes something. Whoever is not logged in is led to the
 * login from a page, and refused with 401 elsewhere; whoever may not is refused with 403.
 */
export async function requireRole(needed: Role): Promise<Visitor> {
  const guest = guestHere();
  if (guest) return mayActAs(guest.visitor, needed) ? guest.visitor : forbidden();
  const visitor = await whoAsks();
  if (visitor && mayActAs(visitor, needed)) return visitor;
  const { method, path } = await askedFor();
  if (visitor) {
    await noteRefusal(visitor, { method, path, needed });
    forbidden();
  }
  if (method !== 'GET' || path.startsWith('/api/')) unauthorized();
  const way = (await whoCame())?.owesSecondFactor ? '/login/second-factor/set-up' : '/login';
  redirect(`${way}?to=${encodeURIComponent(path)}`);
}

/** For what belongs to no workspace and is about all of them: whoever sees only some is refused. */
export async function requireSeesAll(needed: Role): Promise<Visitor> {
  const visitor = await requireRole(needed);
  if (seesAll(visitor)) return visitor;
  const { method, path } = await askedFor();
  await noteRefusal(visitor, { method, path, needed: 'every workspace' });
  forbidden();
}

/** Writes down that somebody asked for more than they may. */
export async function noteRefusal(
  visitor: Visitor,
  { method, path, needed }: { method: string; path: string; needed: Role | 'every workspace' },
): Promise<void> {
  const [place = path] = path.split('?');
  await auditAlone(webDb(), visitor, 'access.refused', place, { method, needs: needed });
}

/** Somebody with an account of their own, to change what is theirs; `evenOwing`: to set up the second factor that is
 * required of them. */
export async function requireAccount({ evenOwing = false } = {}): Promise<Visitor & { id: number }> {
  const arrival = evenOwing ? await whoCame() : null;
  const visitor = arrival?.visitor ?? (await requireRole('viewer'));
  const { id } = visitor;
  if (id === null) forbidden();
  return { ...visitor, id };
}

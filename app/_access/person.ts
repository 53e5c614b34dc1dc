import { mayActAs, type Person, type Role } from '@/lib/auth/person';

/** Without accounts the dashboard answers on this machine alone, and whoever sits there may do everything. */
const AT_THIS_MACHINE: Person = { id: null, name: 'this machine', role: 'administrator' };

/** Who asks, for every page, action and route that reads or changes something. Throws where that is not allowed. */
export async function requireRole(needed: Role): Promise<Person> {
  const person = AT_THIS_MACHINE;
  if (!mayActAs(person, needed)) throw new Error(`this needs the role ${needed}`);
  return person;
}

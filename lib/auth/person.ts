/** Each may do what those before it may. */
export const ROLES = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks. */
export interface Person {
  /** null: nobody has an account here yet, and it is whoever sits at this machine. */
  id: number | null;
  name: string;
  role: Role;
}

/** A person, and how they came. */
export interface Visitor extends Person {
  /** The network address that asks. */
  address: string | null;
  /** null: at this machine, where nobody logs in yet. */
  sessionId: number | null;
}

export const mayActAs = ({ role }: Person, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

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
  /** The workspaces that they may see; null: all there are. */
  workspaces: readonly number[] | null;
  /** Those of them that they look at now. */
  inSight: readonly number[] | null;
  /** What the token begins with that was shown in place of logging in. */
  token?: string;
  /** Here by a secret link: sees one page's counts, and no person's mail. */
  isGuest?: true;
}

/** Whoever sees every workspace looks after what belongs to none: accounts, workspaces, the dictionary. */
export const seesAll = ({ workspaces }: Visitor): boolean => workspaces === null;

export const mayActAs = ({ role }: Person, needed: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(needed);

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** With one workspace before their eyes, if it is one that they may see: a choice only ever takes away. */
export function lookingAt<Seeing extends Visitor>(visitor: Seeing, chosen: number | null): Seeing {
  const maySee = chosen !== null && (visitor.workspaces === null || visitor.workspaces.includes(chosen));
  return maySee ? { ...visitor, inSight: [chosen] } : visitor;
}

/** The one that they have chosen; null: all that they may see. */
export const lookedAt = ({ workspaces, inSight }: Visitor): number | null =>
  inSight?.length === 1 && workspaces?.length !== 1 ? (inSight[0] ?? null) : null;

import type { Role, Visitor } from '@/lib/auth/person';
import type { Said } from '@/lib/auth/reach';
import { type Refusal, type Scope, verifyToken } from '@/lib/auth/tokens';
import type { Db } from '@/lib/db';
import { Problem } from '@/lib/intake/problem';
import type { Operation } from './operation';

/** What a token of a scope may do: as much as a person of that role. Tokens that push or annotate do nothing else. */
export const ROLE_OF_SCOPE = { read: 'viewer', admin: 'administrator' } as const satisfies Partial<
  Record<Scope, Role>
>;
const SCOPES = Object.keys(ROLE_OF_SCOPE) as (keyof typeof ROLE_OF_SCOPE)[];

export interface Caller {
  visitor: Visitor;
  /** What requests are counted by. */
  key: string;
}

/** What it takes to tell who calls. */
export interface CallerSeeks {
  db: Db;
  now(): Date;
  whoIsLoggedIn(): Promise<Visitor | null>;
  /** The network address that asks. */
  addressOf(said: Said): string | null;
}

/** Whoever shows a token is that token and nobody else, whatever cookie comes with it; else it is who is logged in.
 * @throws Problem */
export async function callerOf(
  api: CallerSeeks,
  request: Request,
  operation: Pick<Operation, 'needs' | 'alsoFor'>,
): Promise<Caller> {
  const { whoIsLoggedIn, addressOf } = api;
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return byToken(api, authorization, addressOf(request.headers), operation);
  const visitor = await whoIsLoggedIn();
  if (!visitor) throw unauthorised('A token is needed: send "Authorization: Bearer …", or log in.');
  return { visitor, key: `session ${visitor.sessionId ?? visitor.address}` };
}

async function byToken(
  { db, now }: CallerSeeks,
  authorization: string,
  address: string | null,
  { needs, alsoFor }: Pick<Operation, 'needs' | 'alsoFor'>,
): Promise<Caller> {
  const shown = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization.trim())?.[1];
  if (!shown) throw unauthorised('This is no bearer token: send "Authorization: Bearer …".');
  const { token, refusal } = await verifyToken(db, shown, alsoFor ? [...SCOPES, alsoFor] : SCOPES, now());
  if (refusal) throw REFUSALS[refusal]();
  const isMadeForIt = alsoFor !== undefined && token.scopes.includes(alsoFor);
  const role = token.scopes.includes('admin')
    ? ROLE_OF_SCOPE.admin
    : isMadeForIt
      ? needs
      : ROLE_OF_SCOPE.read;
  const workspaces = token.workspaceId === null ? null : [token.workspaceId];
  const visitor: Visitor = {
    ...{ id: null, name: `token ${token.name}`, token: token.prefix, role, address, sessionId: null },
    ...{ workspaces, inSight: workspaces },
  };
  return { visitor, key: `token ${token.id}` };
}

const unauthorised = (detail: string): Problem =>
  new Problem({
    status: 401,
    code: 'token',
    title: 'Not authorised',
    detail,
    headers: { 'WWW-Authenticate': 'Bearer realm="bounceboard"' },
  });

const REFUSALS: Record<Refusal, () => Problem> = {
  unknown: () => unauthorised('This token is not known: compare it with the one that was shown once.'),
  revoked: () => unauthorised('This token was revoked: make a new one under Settings, API tokens.'),
  expired: () => unauthorised('This token has expired: make a new one under Settings, API tokens.'),
  scope: () =>
    new Problem({
      status: 403,
      code: 'scope',
      title: 'A token for other things',
      detail:
        'This token is for pushing or annotating alone: make one that reads under Settings, API tokens.',
    }),
};

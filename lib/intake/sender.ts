import { type Refusal, verifyToken } from '@/lib/auth/tokens';
import { sourceByName } from '@/lib/store/sources';
import type { Intake } from './intake';
import { Problem } from './problem';

const CHALLENGE = 'Bearer realm="bounceboard"';

/** The source that is posted to, if the sender's token is good for it. @throws Problem where it is not. */
export async function sourceOfSender(intake: Intake, request: Request, name: string) {
  const shown = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1];
  if (!shown) {
    throw unauthorised(
      'A token is needed: send "Authorization: Bearer …" with the one that was shown when the source was made.',
    );
  }
  const { token, refusal } = await verifyToken(intake.db, shown, 'ingest', intake.now());
  if (refusal) throw refused(refusal);
  const source = await sourceByName(intake.db, name);
  if (!source) {
    throw new Problem({
      status: 404,
      code: 'unknown-source',
      title: 'No such source',
      detail: 'No source has the name in this address: compare it with the one on the page Sources.',
    });
  }
  const isInSight = token.workspaceId === null || token.workspaceId === source.workspaceId;
  if (token.sourceId === null ? !isInSight : token.sourceId !== source.id) {
    throw new Problem({
      status: 403,
      code: 'other-source',
      title: 'A token of another source',
      detail: 'This token is good for another source: use the token of the one in this address.',
    });
  }
  return source;
}

const REFUSALS: Record<Refusal, () => Problem> = {
  unknown: () =>
    unauthorised('This token is not known: compare it with the one that was shown when it was made.'),
  revoked: () => unauthorised('This token was revoked: make a new one on the page of the source.'),
  expired: () => unauthorised('This token has expired: make a new one on the page of the source.'),
  scope: () =>
    new Problem({
      status: 403,
      code: 'scope',
      title: 'A token for other things',
      detail: 'This token is not for sending records: make one for that on the page of the source.',
    }),
};
const refused = (refusal: Refusal): Problem => REFUSALS[refusal]();

function unauthorised(detail: string): Problem {
  return new Problem({
    status: 401,
    code: 'token',
    title: 'Not authorised',
    detail,
    headers: { 'WWW-Authenticate': CHALLENGE },
  });
}

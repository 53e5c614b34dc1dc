import { z } from 'zod';
import { type Refusal, storeOfToken, verifyToken } from '@/lib/auth/tokens';
import { AnnotationDraft, createAnnotation } from '@/lib/store/annotations';
import { nobody } from '@/lib/store/audit';
import { answer } from './answer';
import type { Intake } from './intake';
import { Problem } from './problem';
import { withBody } from './read-body';

/** RFC 3339 with its offset: a time without one would be somebody's guess. */
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** What a program says of an annotation; it began now where it does not say otherwise. */
const Posted = z.strictObject({
  kind: z.string().optional(),
  text: z.string(),
  startsAt: Instant.optional(),
  endsAt: Instant.nullish(),
  link: z.string().nullish(),
  scope: z.string().optional(),
});

/** Annotates the charts for a program that has a token for it: 201 once it is stored. */
export const acceptAnnotation = (intake: Intake, request: Request): Promise<Response> =>
  answer(intake, 'annotations', async () => {
    const token = await annotator(intake, request);
    return withBody(request, intake.budget, async ({ raw }) => {
      const posted = parsed(raw);
      const draft = AnnotationDraft.safeParse({ startsAt: intake.now(), ...posted });
      if (!draft.success) throw notUnderstood(draft.error);
      const by = nobody(`token ${token.name}`);
      const id = await createAnnotation(storeOfToken(intake.db, token), by, draft.data);
      intake.log.info({ annotation: id, token: token.id }, 'annotated');
      return Response.json({ id }, { status: 201, headers: { 'Cache-Control': 'no-store' } });
    });
  });

async function annotator({ db, now }: Intake, request: Request) {
  const shown = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.get('authorization')?.trim() ?? '')?.[1];
  if (!shown) throw unauthorised('A token is needed: send "Authorization: Bearer …".');
  const { token, refusal } = await verifyToken(db, shown, 'annotate', now());
  if (refusal) throw REFUSALS[refusal]();
  return token;
}

function parsed(raw: Buffer) {
  let json: unknown;
  try {
    json = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new Problem({
      status: 400,
      code: 'json',
      title: 'Not JSON',
      detail: 'The body must be a JSON object such as {"kind":"deploy","text":"MTA 4.2"}.',
    });
  }
  const { data, error } = Posted.safeParse(json);
  if (!data) throw notUnderstood(error);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

const notUnderstood = ({ issues }: z.ZodError) =>
  new Problem({
    status: 422,
    code: 'annotation',
    title: 'Not an annotation',
    detail: issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; '),
  });

const unauthorised = (detail: string) =>
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
      detail: 'This token may not annotate: make one for that under Settings, API tokens.',
    }),
};

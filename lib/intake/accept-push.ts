import { createHash } from 'node:crypto';
import { holdsContent, lastFormat } from '@/lib/store/inbox';
import { receiveTogether } from '@/lib/store/receive-together';
import { noteArrival } from '@/lib/store/sources';
import { answer } from './answer';
import { chooseFormat } from './choose-format';
import type { Intake } from './intake';
import { Problem, paused } from './problem';
import { type Body, withBody } from './read-body';
import { sourceOfSender } from './sender';

/** The longest key that somebody needs, and visible characters alone. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Takes records that somebody pushes with a token: 202 once they are in the inbox, where nothing is lost any more. */
export const acceptPush = (intake: Intake, request: Request, name: string): Promise<Response> =>
  answer(intake, name, async () => {
    const source = await sourceOfSender(intake, request, name);
    if (source.kind !== 'push') throw notPushed(source.kind);
    if (source.paused) throw paused();
    refuseForms(request);
    const key = readKey(request);
    return withBody(request, intake.budget, (body) => keep(intake, request, source, key, body));
  });

type Source = Awaited<ReturnType<typeof sourceOfSender>>;

async function keep(
  intake: Intake,
  request: Request,
  source: Source,
  key: string | null,
  { raw, head }: Body,
): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('format');
  const isTold = (asked ?? source.format) !== 'auto';
  const last = isTold ? null : await lastFormat(intake.db, source.id);
  const format = chooseFormat({ asked, configured: source.format, last, head });
  const now = intake.now();
  await intake.pressure.admit(intake.db, source.id, raw.length, now);
  const batchId = await receiveTogether(intake.db, {
    sourceId: source.id,
    format: format.id,
    content: raw,
    idempotencyKey: key ?? `sha256:${createHash('sha256').update(raw).digest('hex')}`,
  });
  const ref = { sourceId: source.id, batchId };
  if (key !== null && !(await holdsContent(intake.db, ref, raw))) throw otherContent();
  await noteArrival(intake.db, source.id, now);
  intake.announce(ref, format.id);
  return Response.json(
    { batch: String(batchId), format: format.id },
    { status: 202, headers: { 'Cache-Control': 'no-store' } },
  );
}

/** draft-ietf-httpapi-idempotency-key-header-07 §2.7: said at once, since a sender that cuts its log anew and counts its
 * pieces from one would lose what nobody looks at. */
const otherContent = () =>
  new Problem({
    status: 422,
    code: 'idempotency-key-reused',
    title: 'The key of other records',
    detail:
      'Nothing was accepted. Other records were sent under this Idempotency-Key: give each body a key of its own, or none.',
  });

/** The sender's own name for what it sends. Without one the bytes are their own name: log shippers repeat a batch that
 * they heard no answer to, and have no keys. */
function readKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (KEY.test(key)) return `key:${key}`;
  throw new Problem({
    status: 400,
    code: 'idempotency-key',
    title: 'Not a key',
    detail: 'Idempotency-Key takes up to 255 visible ASCII characters.',
  });
}

/** `curl --form` wraps a file in a form; `--data-binary` says that it is a form, but sends the file itself. */
function refuseForms(request: Request): void {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) return;
  throw new Problem({
    status: 415,
    code: 'form',
    title: 'A form, not records',
    detail: 'Send the records themselves as the body, as with curl --data-binary @file.',
  });
}

const notPushed = (kind: string) =>
  new Problem({
    status: 403,
    code: 'kind',
    title: 'Not a source that is pushed to',
    detail: `This source takes its records otherwise (${kind}): make one of the kind "HTTP push".`,
  });

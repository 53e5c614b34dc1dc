import { answered } from '@/app/_access/answered';
import { guarded } from '@/app/_access/guarded-route';
import { storeOf } from '@/app/_access/store';
import { readEnv } from '@/lib/env';
import { acceptUpload } from '@/lib/intake/accept-upload';
import { methodNotAllowed } from '@/lib/intake/problem';

export const dynamic = 'force-dynamic';

/** Takes note of a file that is about to come, or says how much of it is here already. */
export const POST = guarded('operator', (request, visitor) =>
  answered(async () => {
    const { timeZone, uploadBytes: maxBytes } = readEnv();
    const announced: unknown = await request.json().catch(() => null);
    const withZone = typeof announced === 'object' ? { timeZone, ...announced } : announced;
    const upload = await acceptUpload({ db: storeOf(visitor), person: visitor.name, maxBytes }, withZone);
    return Response.json(upload, { status: 201 });
  }),
);

const notAllowed = () => methodNotAllowed('POST');

export { notAllowed as DELETE, notAllowed as GET, notAllowed as PATCH, notAllowed as PUT };

import { z } from 'zod';
import { answered } from '@/app/_access/answered';
import { guarded } from '@/app/_access/guarded-route';
import { storeOf } from '@/app/_access/store';
import { acceptPart, readPart } from '@/lib/intake/accept-upload';
import { methodNotAllowed, Problem } from '@/lib/intake/problem';

export const dynamic = 'force-dynamic';

const Part = z.object({
  source: z.coerce.number().int().positive(),
  upload: z.coerce.number().int().positive(),
  position: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

interface Context {
  params: Promise<{ source: string; upload: string }>;
}

/** Takes in the part that begins at `position`: it is durable when this answers. */
export const PUT = guarded<Context>('operator', (request, visitor, { params }) =>
  answered(async () => {
    const position = new URL(request.url).searchParams.get('position');
    const { data } = Part.safeParse({ ...(await params), position });
    if (!data) {
      const detail = 'Say where the part begins: ?position=0 for the first.';
      throw new Problem({ status: 400, code: 'position', title: 'No position', detail });
    }
    const ref = { sourceId: data.source, uploadId: data.upload };
    return Response.json(await acceptPart(storeOf(visitor), ref, data.position, await readPart(request)));
  }),
);

const notAllowed = () => methodNotAllowed('PUT');

export { notAllowed as DELETE, notAllowed as GET, notAllowed as PATCH, notAllowed as POST };

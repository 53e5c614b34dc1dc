import { guarded } from '@/app/_access/guarded-route';
import { storeOf } from '@/app/_access/store';
import { methodNotAllowed, Problem } from '@/lib/intake/problem';
import { sourceArrivals } from '@/lib/queries/source-arrivals';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ id: string }>;
}

/** What has come from a source so far. */
export const GET = guarded<Context>('viewer', async (_, visitor, { params }) => {
  const id = Number((await params).id);
  const arrivals = Number.isSafeInteger(id) ? await sourceArrivals(storeOf(visitor), id, new Date()) : null;
  if (arrivals) return Response.json(arrivals, { headers: { 'Cache-Control': 'no-store' } });
  const detail = 'There is no such source: compare the address with the one of its page.';
  return new Problem({ status: 404, code: 'source', title: 'No such source', detail }).response();
});

const notAllowed = () => methodNotAllowed('GET');

export { notAllowed as DELETE, notAllowed as PATCH, notAllowed as POST, notAllowed as PUT };

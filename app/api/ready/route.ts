import { faultInWords } from '@/app/_components/ui/fault';
import { webDb } from '@/lib/db';
import { storeAnswers } from '@/lib/queries/store-answers';

export const dynamic = 'force-dynamic';

/** Readiness: the store can be reached, so pages can be answered. */
export async function GET(): Promise<Response> {
  try {
    await storeAnswers(webDb());
    return Response.json({ status: 'ready' });
  } catch (error) {
    return Response.json({ status: 'unavailable', reason: faultInWords(error) }, { status: 503 });
  }
}

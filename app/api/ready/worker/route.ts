import { faultInWords } from '@/app/_components/ui/fault';
import { webDb } from '@/lib/db';
import { pulseFault } from '@/lib/store/worker-pulse';

export const dynamic = 'force-dynamic';

/** Whether workers finish jobs: of a worker that hangs, its own port may say nothing. For monitors; the dashboard
 * itself is ready without. */
export async function GET(): Promise<Response> {
  try {
    const reason = await pulseFault(webDb(), new Date());
    return reason === null
      ? Response.json({ status: 'working' })
      : Response.json({ status: 'stuck', reason }, { status: 503 });
  } catch (error) {
    return Response.json({ status: 'unavailable', reason: faultInWords(error) }, { status: 503 });
  }
}

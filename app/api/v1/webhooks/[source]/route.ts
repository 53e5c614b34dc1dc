import { webIntake } from '@/app/_intake/web-intake';
import { acceptWebhook } from '@/lib/intake/accept-webhook';
import { methodNotAllowed } from '@/lib/intake/problem';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ source: string }>;
}

/** Takes the events that a sending service posts, each request verified as the service prescribes. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { source } = await params;
  return acceptWebhook(webIntake(), request, source);
}

/** Services look whether somebody is there (Mandrill by HEAD) before they post; says nothing about what is. */
export function GET(): Response {
  return new Response('Events are posted to this address.\n', { headers: { 'Cache-Control': 'no-store' } });
}

const notAllowed = () => methodNotAllowed('POST');

export { notAllowed as DELETE, notAllowed as PATCH, notAllowed as PUT };

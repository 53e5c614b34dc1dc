import { webIntake } from '@/app/_intake/web-intake';
import { acceptPush } from '@/lib/intake/accept-push';
import { methodNotAllowed } from '@/lib/intake/problem';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ source: string }>;
}

/** Takes log lines, records or bounce mails: any format, plain or compressed, with the source's token. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { source } = await params;
  return acceptPush(webIntake(), request, source);
}

const notAllowed = () => methodNotAllowed('POST');

export { notAllowed as DELETE, notAllowed as GET, notAllowed as PATCH, notAllowed as PUT };

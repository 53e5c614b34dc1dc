import { webIntake } from '@/app/_intake/web-intake';
import { acceptAnnotation } from '@/lib/intake/accept-annotation';
import { methodNotAllowed } from '@/lib/intake/problem';

export const dynamic = 'force-dynamic';

/** Annotates the charts: `{"kind"?, "text", "startsAt"?, "endsAt"?, "link"?, "scope"?}` with a token that may. */
export async function POST(request: Request): Promise<Response> {
  return acceptAnnotation(webIntake(), request);
}

const notAllowed = () => methodNotAllowed('POST');

export { notAllowed as DELETE, notAllowed as GET, notAllowed as PATCH, notAllowed as PUT };

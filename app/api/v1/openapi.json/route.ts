import { openApi } from '@/app/_api/open-api';

/** What there is to ask, for programs that write clients: it says nothing of this installation. */
export const GET = (): Response =>
  Response.json(openApi(), { headers: { 'Cache-Control': 'public, max-age=300' } });

import { answerApi } from '@/app/_api/answer-api';
import { webApi } from '@/app/_api/web-api';

export const dynamic = 'force-dynamic';

/** Every operation of the API's table, and a problem for what is none. */
const answer = (request: Request): Promise<Response> => answerApi(webApi(), request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };

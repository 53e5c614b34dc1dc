import { mayActAs, type Role, type Visitor } from '@/lib/auth/person';
import { noteRefusal, whoAsks } from './person';
import { problem } from './problem';

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** A route for those who may; others get an answer that programs understand. */
export function guarded<Context>(
  needed: Role,
  answer: (request: Request, visitor: Visitor, context: Context) => Promise<Response>,
): Handler<Context> {
  return async (request, context) => {
    const visitor = await whoAsks();
    if (!visitor) return problem(401, 'Nobody is logged in.');
    if (!mayActAs(visitor, needed)) {
      await noteRefusal(visitor, { method: request.method, path: new URL(request.url).pathname, needed });
      return problem(403, `This needs the role ${needed}.`);
    }
    return answer(request, visitor, context);
  };
}

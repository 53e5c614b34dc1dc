import { failureOf } from './failure';
import type { Intake } from './intake';
import { Problem } from './problem';

/** The answer to a request: as `handle` gives it, or the problem that came up, in words for the sender. */
export async function answer(
  { log }: Pick<Intake, 'log'>,
  source: string,
  handle: () => Promise<Response>,
): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof Problem) {
      const { status, code, logged } = error.details;
      log.info({ source: source.slice(0, 80), status, code, why: logged }, 'a request was not accepted');
      return error.response();
    }
    const fault = (error as Error).message;
    log.error({ source: source.slice(0, 80), fault }, 'a request could not be accepted');
    return failureOf(error, 'Nothing was accepted.').response();
  }
}

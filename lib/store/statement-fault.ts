/** SQLSTATE classes (PostgreSQL, appendix A) of the connection, the login, the database, and of the server's own state. */
const OF_THE_SERVER = /^(?:08|28|3D|53|57P|58|XX)/;
/** Each has a digit, and no code of a socket's has (`EPIPE`). */
const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/;
/** node-postgres, of an answer that took too long: the next check tells whether the server is away altogether. */
const TOO_LONG = 'Query read timeout';

/** Whether another statement on the same server may well be answered: it was this one that was refused, was given up for
 * another's sake, or took too long. Sockets and TLS have no SQLSTATE. */
export function isOfStatement(error: unknown): boolean {
  const { cause, code, message } = error as { cause?: unknown; code?: unknown; message?: unknown };
  const state = (cause as { originalCode?: unknown } | undefined)?.originalCode ?? code;
  if (typeof state === 'string' && SQLSTATE.test(state)) return !OF_THE_SERVER.test(state);
  return message === TOO_LONG;
}

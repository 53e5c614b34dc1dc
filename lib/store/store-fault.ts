/**
 * SQLSTATE classes that say nothing about what was to be written (PostgreSQL, appendix A): connections, rolled back
 * for others, out of disk or memory, an object in use, an operator's intervention, the system itself.
 */
const NOT_OF_THE_DATA = /^(?:08|40|53|55|57|58)/;
const CONNECTION = /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT)|^P10\d\d$|^P2024$/;
/** What the drivers say without a code, and Prisma with the server's within its own words. */
const CUT_OFF =
  /^Connection terminated|timeout exceeded when trying to connect|Can't reach database server|Code: `(?:08|40|53|55|57|58)/;

/** Whether the store failed rather than what was given to it: the same batch may well be written later. */
export function isStoreFault(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (NOT_OF_THE_DATA.test(code) || CONNECTION.test(code))) return true;
  return typeof message === 'string' && CUT_OFF.test(message);
}

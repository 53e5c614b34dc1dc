import os from 'node:os';

/** How an import signs its leases, `instance` being how its process signs (`Env.instance`: host and process id). */
export const importOwner = (instance: string): string => `import-${instance}`;

/**
 * Whether a lease was signed on this machine by a process that is not there any more: then nobody has to wait for
 * its end. The whole name of the host counts: `mail` is not `web-mail`.
 */
export function isGone(owner: string, host = os.hostname()): boolean {
  const pid = Number(/-(\d+)$/.exec(owner)?.[1] ?? Number.NaN);
  const instance = `${host}-${pid}`;
  if (owner !== instance && owner !== importOwner(instance)) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

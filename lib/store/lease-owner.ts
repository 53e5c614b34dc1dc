import os from 'node:os';

/**
 * Whether a lease was signed on this machine by a process that is not there any more: then nobody has to wait for
 * its end. `owner` ends in host and process id.
 */
export function isGone(owner: string): boolean {
  const [ending, pid] = /-(\d+)$/.exec(owner) ?? [];
  if (!ending || !owner.slice(0, -ending.length).endsWith(os.hostname())) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

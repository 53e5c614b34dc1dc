import fs from 'node:fs';

const HUNDREDTHS = 100;

/** What a process, this one unless said, and all that it has started have used of the processors, as /proc tells it: other
 * programs on the same machine make a run longer, but no dearer. */
export function cpuSeconds(root = process.pid): number {
  const processes = fs.readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? statOf(entry) : []));
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && isOurs(parents.get(pid)));
  const ours = processes.filter(({ pid }) => isOurs(pid));
  return ours.reduce((sum, { ticks }) => sum + ticks, 0) / HUNDREDTHS;
}

/** Ended children count with their parents. */
function statOf(entry: string) {
  try {
    const stat = fs.readFileSync(`/proc/${entry}/stat`, 'latin1');
    const [, parent, ...rest] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return [{ pid: Number(entry), parent: parent!, ticks: rest.slice(9, 13).reduce((a, b) => a + b, 0) }];
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

import fs from 'node:fs/promises';
import path from 'node:path';

/** Something the operator has to put right: one line on stderr, exit 1. */
export class OperatorError extends Error {}

/** Makes the data folder and takes it for this run. @returns a function that gives it back. */
export async function claimDataFolder(dataDir: string): Promise<() => Promise<void>> {
  const pidFile = path.join(dataDir, 'bounceboard.pid');
  try {
    await makeFolder(dataDir);
    const holder = await runningSupervisor(dataDir);
    if (holder !== null) throw new OperatorError(`already running on ${dataDir} (process ${holder})`);
    await fs.writeFile(pidFile, String(process.pid));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(
      `cannot write to ${dataDir}: ${(error as Error).message} (BOUNCEBOARD_DATA names the folder)`,
    );
  }
  return () => fs.rm(pidFile, { force: true });
}

/** `mkdir` with `recursive` never returns where a folder can hold none, as in /proc. */
async function makeFolder(dir: string): Promise<void> {
  const made = await fs.mkdir(dir).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (!made || made.code === 'EEXIST') return;
  const parent = path.dirname(dir);
  if (made.code !== 'ENOENT' || (await fs.stat(parent).catch(() => null))) throw made;
  await makeFolder(parent);
  await fs.mkdir(dir);
}

/** The process that runs on this data folder, or `null`. A file left by a killed run does not count. */
export async function runningSupervisor(dataDir: string): Promise<number | null> {
  const text = await fs.readFile(path.join(dataDir, 'bounceboard.pid'), 'utf8').catch(() => '');
  const pid = Number(text);
  if (!pid || pid === process.pid || !isRunning(pid)) return null;
  return pid;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

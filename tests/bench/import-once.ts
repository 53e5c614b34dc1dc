import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** `npm run bench` runs in the root of the checkout, after the build. */
const CLI = path.resolve('dist/bin/cli.mjs');
const PEAK =
  "data:text/javascript,process.on('exit',()=>console.error('peak', process.resourceUsage().maxRSS))";

/** What an import said of itself, and the most memory that its process held, KiB. */
export interface ImportRun {
  seconds: number;
  events: number;
  peakKb: number;
}

/** Imports a log as the operator does, into the store of `env`. @throws Error with what it said, where it failed. */
export function importOnce(log: string, source: string, env: NodeJS.ProcessEnv): ImportRun {
  const args = ['--import', PEAK, CLI, 'import', '--source', source, '--time-zone', 'UTC', log];
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const found = (pattern: RegExp) => Number(pattern.exec(stderr)?.[1]?.replaceAll(',', ''));
  const result = {
    seconds: found(/ files in ([\d.]+) s/),
    events: found(/^ *records that gave events +([\d,]+)/m),
    peakKb: found(/^peak (\d+)/m),
  };
  if (status !== 0 || Object.values(result).some(Number.isNaN)) throw new Error(`import failed:\n${stderr}`);
  return result;
}

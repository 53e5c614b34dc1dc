import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** PostgreSQL refuses to run as root, so root starts it as the system's `postgres` user. */
export interface ServerUser {
  uid: number;
  gid: number;
  /** The way to the data folder leads through one that is closed to others (`/root`): the server is given the
   * capability to pass it, since nobody wants to be told to open up their home. */
  needsPassage: boolean;
}

/** The user to run the server as, created where it is missing; `null`: as ourselves, who are not root. */
export async function serverUser(paths: string[]): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const ids = (await userIds()) ?? (await createUser());
  return { ...ids, needsPassage: !(await Promise.all(paths.map(isOpenToOthers))).every(Boolean) };
}

export async function runAs(user: ServerUser | null, program: string, args: string[]): Promise<string> {
  const options = { cwd: '/', env: { ...process.env, LC_ALL: 'C' } };
  if (!user) return (await exec(program, args, options)).stdout;
  if (!user.needsPassage) {
    return (await exec(program, args, { ...options, uid: user.uid, gid: user.gid })).stdout;
  }
  // Without the last, access(2) ignores capabilities for a user that is not root, and initdb looks for its parts so.
  const capabilities = [
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    '--securebits=+no_setuid_fixup',
  ];
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  return (await exec('setpriv', [...identity, ...capabilities, program, ...args], options)).stdout;
}

async function userIds(): Promise<{ uid: number; gid: number } | null> {
  const passwd = await fs.readFile('/etc/passwd', 'utf8');
  const entry = passwd.split('\n').find((line) => line.startsWith('postgres:'));
  if (!entry) return null;
  const [, , uid, gid] = entry.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  await exec('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  return (await userIds())!;
}

/** Whether every folder above `file` lets other users through. */
async function isOpenToOthers(file: string): Promise<boolean> {
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    if (((await fs.stat(dir)).mode & 0o001) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

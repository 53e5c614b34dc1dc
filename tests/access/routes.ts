import fs from 'node:fs';
import path from 'node:path';
import { OPERATIONS } from '@/app/_api/operations';
import { BASE } from '@/app/_api/route-base';
import { isRole, type Role } from '@/lib/auth/person';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

export interface Route {
  /** Of the source. */
  file: string;
  path: string;
  method: string;
  /** What its source asks for; null: nothing. */
  needs: Role | null;
}

export interface ActionRoute extends Omit<Route, 'method'> {
  name: string;
  /** By which the build knows it. */
  id: string;
}

const GUARD =
  /\b(?:requireRole|requireSeesAll|storeFor|primaryFor|wholeStoreFor|guarded)(?:<[^>]*>)?\(\s*'(\w+)'|\brequireAccount\(/;

function neededIn(source: string): Role | null {
  const match = GUARD.exec(source);
  if (!match) return null;
  const role = match[1] ?? 'viewer';
  if (!isRole(role)) throw new Error(`there is no role ${role}`);
  return role;
}

/** `app/(dashboard)/codes/[code]/page.tsx` → `/codes/1` */
const pathOf = (file: string): string => {
  const parts = path.posix.dirname(file).split('/').slice(1);
  const places = parts.filter((part) => !/^\(.*\)$/.test(part)).map((part) => part.replace(/^\[.*\]$/, '1'));
  return `/${places.join('/')}`;
};

const files = (fs.readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' }) as string[])
  .map((file) => `app/${file.replaceAll(path.sep, '/')}`)
  .filter((file) => !file.includes('/_'))
  .sort();

export const PAGES: readonly Route[] = files
  .filter((file) => path.posix.basename(file) === 'page.tsx')
  .map((file) => ({ file, path: pathOf(file), method: 'GET', needs: neededIn(read(file)) }));

/** What the API's one route answers, by its table. */
const API: readonly Route[] = OPERATIONS.map(({ method, path, needs }) => ({
  ...{ file: 'app/api/v1/[...path]/route.ts', method, needs },
  path: `${BASE}${path.replace(/\{\w+\}/g, '1')}`,
}));

const OF_FILES: readonly Route[] = files
  .filter((file) => path.posix.basename(file) === 'route.ts')
  .flatMap((file) => {
    const source = read(file);
    const methods = [...source.matchAll(/^export (?:async function|const|function) ([A-Z]+)\b/gm)];
    return methods.map(({ 1: method = '' }) => ({
      file,
      path: pathOf(file),
      method,
      needs: neededIn(source),
    }));
  });

export const HANDLERS: readonly Route[] = [...OF_FILES, ...API];

interface Manifest {
  node: Record<string, { exportedName: string; filename: string; workers: Record<string, unknown> }>;
}

/** Every function that browsers can call, as the build lists them. */
export function actionsOfBuild(): ActionRoute[] {
  const { node } = JSON.parse(read('.next/server/server-reference-manifest.json')) as Manifest;
  return Object.entries(node).map(([id, { exportedName: name, filename: file, workers }]) => {
    const source = read(file);
    const start = source.search(new RegExp(`export async function ${name}\\b`));
    if (start < 0) throw new Error(`${file} exports no function ${name}`);
    const end = source.indexOf('\n}\n', start);
    const [worker] = Object.keys(workers);
    return { id, name, file, path: pathOf(`${worker}.tsx`), needs: neededIn(source.slice(start, end)) };
  });
}

import { Problem } from '@/lib/intake/problem';
import type { Operation } from './operation';
import { OPERATIONS } from './operations';
import { BASE } from './route-base';

export interface Found {
  operation: Operation;
  path: Record<string, string>;
}

/** The operation that a request is for. @throws Problem where there is none. */
export function findOperation(method: string, pathname: string): Found {
  const parts = pathname.slice(BASE.length).split('/');
  const here = OPERATIONS.flatMap((operation) => {
    const path = matched(operation.path.split('/'), parts);
    return path ? [{ operation, path }] : [];
  });
  // What is named goes before what stands for anything: /events/tail is no event.
  const [found] = here
    .filter(({ operation }) => operation.method === method)
    .sort((one, other) => Object.keys(one.path).length - Object.keys(other.path).length);
  if (found) return found;
  if (here.length === 0) {
    const detail = `Nothing is at this address: ${BASE}/openapi.json lists what there is.`;
    throw new Problem({ status: 404, code: 'address', title: 'No such address', detail });
  }
  const allowed = [...new Set(here.map(({ operation }) => operation.method))].join(', ');
  throw new Problem({
    ...{ status: 405, code: 'method', title: 'Method not allowed' },
    ...{ detail: `This address takes ${allowed}.`, headers: { Allow: allowed } },
  });
}

/** What the parts in braces stand for; `null`: it is another path. */
function matched(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const path: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (!name && part !== parts[index]) return null;
    const value = name && decoded(parts[index] ?? '');
    if (name && !value) return null;
    if (name && value) path[name] = value;
  }
  return path;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null; // A half escape names nothing.
  }
}

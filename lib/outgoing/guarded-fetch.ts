import { guardedClient } from './guarded-client';

interface Asked {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

/** RFC 9110: these have no content, and `Response` takes none of them. */
const WITHOUT_CONTENT = [204, 205, 304];

/** The guarded way out for libraries that want to be given a `fetch`: they get by GET, or post text or a form. */
export function guardedFetch(
  allowHosts: readonly string[],
): (url: string, asked: Asked) => Promise<Response> {
  const client = guardedClient({ allowHosts });
  return async (url, { method, headers, body }) => {
    const answer =
      method === 'GET' ? await client.get(url) : await client.post(url, headers, textOf(method, body));
    const given = Object.entries(answer.headers).flatMap(([name, values]) =>
      [values ?? []].flat().map((value): [string, string] => [name, value]),
    );
    const text = WITHOUT_CONTENT.includes(answer.status) ? null : answer.text;
    return new Response(text, { status: answer.status, headers: given });
  };
}

function textOf(method: string, body: unknown): string {
  const isText = typeof body === 'string' || body instanceof URLSearchParams;
  if (method !== 'POST' || !isText) throw new Error(`${method} of ${typeof body} is not asked this way`);
  return String(body);
}

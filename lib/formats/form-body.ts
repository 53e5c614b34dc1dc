/** Fields of an HTML form as a client sends them: one text each, or several where the name is repeated. */
export type FormFields = Record<string, string | string[]>;

/** Reads `application/x-www-form-urlencoded` or `multipart/form-data`; `null` for a body that is neither. The two are
 * told apart by their first bytes, since a stored body has lost its Content-Type. */
export function readForm(body: string): FormFields | null {
  if (/^--[^\r\n]+\r?\nContent-Disposition: form-data/i.test(body)) return fromParts(body);
  if (/^[\w.%+[\]-]+=[^\s{}"]*$/.test(body)) return collect(new URLSearchParams(body));
  return null;
}

/** RFC 7578; uploaded files are left out. */
function fromParts(body: string): FormFields {
  const boundary = body.slice(0, body.search(/\r?\n/));
  const pairs: [string, string][] = [];
  for (const part of body.split(boundary)) {
    const [, head = '', value = ''] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*?)\r?\n$/.exec(part) ?? [];
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (name !== undefined && !/\bfilename=/i.test(head)) pairs.push([name, value]);
  }
  return collect(pairs);
}

function collect(pairs: Iterable<[string, string]>): FormFields {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(fields);
}

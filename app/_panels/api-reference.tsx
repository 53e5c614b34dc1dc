import { openApi } from '../_api/open-api';
import type { Operation } from '../_api/operation';
import { OPERATIONS } from '../_api/operations';
import { BASE } from '../_api/route-base';
import { CopyText } from '../_components/ui/copy-text';
import { PanelHeader } from '../_components/ui/panel-header';
import { type AskedField, TryOperation } from '../_components/ui/try-operation';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: { enum?: string[]; default?: unknown; type?: string; examples?: string[] };
}

/** What can be asked, group by group, each with its fields, a call to copy and an answer. */
export function apiReference(address: string) {
  const { paths } = openApi() as {
    paths: Record<string, Record<string, { parameters: Parameter[]; description: string }>>;
  };
  const groups = [...new Set(OPERATIONS.map(({ group }) => group))];
  return (
    <div className="grid max-w-4xl gap-8">
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <PanelHeader title={group} />
          <ul className="border-line-strong border-t">
            {OPERATIONS.filter((one) => one.group === group).map((one) => {
              const said = paths[one.path]?.[one.method.toLowerCase()];
              return (
                <li key={one.id} className="border-line border-b">
                  <details>
                    <summary className="grid cursor-pointer gap-x-4 py-1.5 hover:bg-raised sm:grid-cols-[20rem_minmax(0,1fr)]">
                      <code className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                        <span className="inline-block w-14 text-ink-2">{one.method}</span>
                        {one.path}
                      </code>
                      <span className="text-sm">{one.summary}</span>
                    </summary>
                    <div className="grid gap-4 py-3 sm:pl-14">
                      <p className="max-w-prose text-ink-2 text-xs">{said?.description}</p>
                      <Fields fields={said?.parameters ?? []} />
                      <CopyText text={curlOf(one, address)} />
                      {one.method === 'GET' && one.gives === null ? (
                        <TryOperation
                          path={`${BASE}${one.path}`}
                          fields={(said?.parameters ?? []).map(asked)}
                        />
                      ) : null}
                      <Example title="Answers" value={one.example} />
                    </div>
                  </details>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Fields({ fields }: { fields: readonly Parameter[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[9rem_minmax(0,1fr)]">
      {fields.map(({ name, required, description, schema }) => (
        <div key={name} className="contents">
          <dt className="font-mono">{name}</dt>
          <dd className="text-ink-2 max-sm:mb-2 [overflow-wrap:anywhere]">
            {[
              required ? 'required' : null,
              description,
              schema.enum?.join(', '),
              schema.default === undefined ? null : `default ${String(schema.default)}`,
            ]
              .filter(Boolean)
              .join('; ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Example({ title, value }: { title: string; value: unknown }) {
  return (
    <div className="min-w-0">
      <p className="mb-0.5 text-ink-3 text-xs">{title}</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys
        tabIndex={0}
        className="max-h-72 overflow-auto whitespace-pre-wrap bg-raised px-3 py-2 font-mono text-xs leading-5 [overflow-wrap:anywhere]"
      >
        {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      </pre>
    </div>
  );
}

const asked = ({ name, in: where, schema }: Parameter): AskedField => ({
  name,
  isPath: where === 'path',
  example: String(schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? ''),
});

/** As it is typed into a shell: a quote within is left and entered again. */
function curlOf({ method, path, query, takes, bodyExample }: Operation, address: string): string {
  const url = `'${address}${BASE}${path}${query && 'range' in query.shape ? '?range=24h' : ''}'`;
  const body = takes
    ? [`-H 'Content-Type: ${takes.type}' --data-binary @FILE`]
    : bodyExample === null
      ? []
      : [`--data '${JSON.stringify(bodyExample).replaceAll("'", "'\\''")}'`];
  // What has a body is posted by itself.
  const verb = method === 'GET' || (method === 'POST' && body.length > 0) ? [] : [`-X ${method}`];
  return ['curl -H "Authorization: Bearer $TOKEN"', ...verb, url, ...body].join(' ');
}

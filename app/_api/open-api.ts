import { z } from 'zod';
import type { Operation } from './operation';
import { OPERATIONS } from './operations';
import { BASE } from './route-base';

const Problem = z
  .strictObject({
    type: z.string().meta({ description: 'Names the kind for programs: urn:bounceboard:…' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened, and what to do' }),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered (RFC 9457)' });

type Json = Record<string, unknown>;

/** What each operation may answer besides what it is for. */
const PROBLEMS: Record<string, string> = {
  401: 'Nobody is logged in, or the token is not good any more',
  403: 'The token or the person may not do this',
  404: 'There is nothing of this name',
  405: 'The address takes other methods',
  422: 'A field is not understood',
  429: 'Too many requests: Retry-After says when to go on',
  503: 'The store does not answer: try again in a while',
};
const OF_CHANGES: Record<string, string> = {
  400: 'The body is not JSON',
  409: 'It cannot be done as things stand',
  413: 'The body is too large',
};

/** The whole API in the words of OpenAPI 3.1, made from the table of operations. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const one of OPERATIONS) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: described(one) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Bounceboard',
      version: '1',
      description:
        'What the pages do, and the counts behind them. Times are ISO 8601 in UTC; a rate comes with its numerator and denominator; lists go on at `next`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: BASE }],
    security: [{ token: [] }, { session: [] }],
    tags: [...new Set(OPERATIONS.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemasOf(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of Settings, API tokens: `read` looks, `admin` changes, `annotate` marks',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'bounceboard-here',
          description: 'Whoever is logged in; over TLS the cookie is `__Host-bounceboard`',
        },
      },
    },
  };
}

function described(one: Operation): Json {
  const isChange = one.method !== 'GET';
  const problems = {
    ...((one.body ?? one.takes) && { 400: OF_CHANGES[400] }),
    ...PROBLEMS,
    ...(isChange && OF_CHANGES),
  };
  return {
    operationId: one.id,
    tags: [one.group],
    summary: one.summary,
    description: [
      one.description,
      `Needs the role ${one.needs}${one.isOfAll ? ' and every workspace in sight' : ''}.`,
      one.alsoFor && `A token of the scope ${one.alsoFor} may do it, too.`,
    ]
      .filter(Boolean)
      .join(' '),
    security: [{ token: [] }, { session: [] }],
    'x-role': one.needs,
    parameters: [...fieldsOf(one.pathFields, 'path'), ...fieldsOf(one.query, 'query')],
    ...(one.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(one.body, 'input'), example: one.bodyExample } },
      },
    }),
    ...(one.takes && {
      requestBody: {
        ...{ required: true, description: one.takes.description },
        content: { [one.takes.type]: { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    responses: {
      [one.status]: {
        description: one.gives?.description ?? one.summary,
        headers: RATE_HEADERS,
        content: {
          [one.gives?.type ?? 'application/json']: {
            ...{ schema: schemaOf(one.answer, 'output'), example: one.example },
          },
        },
      },
      ...Object.fromEntries(
        Object.entries(problems).map(([status, words]) => [status, problemAnswer(words)]),
      ),
    },
  };
}

const RATE_HEADERS = {
  RateLimit: {
    description: 'Requests that are left, and seconds until there are more',
    schema: { type: 'string' },
  },
  'RateLimit-Policy': {
    description: 'How many requests there are in how many seconds',
    schema: { type: 'string' },
  },
};

const problemAnswer = (description: string | undefined) => ({
  description,
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      example: {
        type: 'urn:bounceboard:fields',
        title: 'Not understood',
        status: 422,
        detail: 'range: a length such as 6h',
      },
    },
  },
});

function fieldsOf(fields: z.ZodObject | null, where: 'path' | 'query'): Json[] {
  if (!fields) return [];
  const { properties = {}, required = [] } = schemaOf(fields, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: where, required: where === 'path' || required.includes(name) },
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** Shapes that have a name stand under it once. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const name = idOf(schema);
  if (name !== null && io === 'output') return { $ref: `#/components/schemas/${name}` };
  const { $schema: _, $defs: __, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return linked(made) as Json;
}

const idOf = (schema: z.ZodType): string | null => (z.globalRegistry.get(schema)?.id as string) ?? null;

function schemasOf(): Json {
  const all: Json = {};
  for (const schema of [Problem, ...OPERATIONS.map(({ answer }) => answer)]) {
    const {
      $schema: _,
      $defs = {},
      ...made
    } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json;
    Object.assign(all, $defs);
    const name = idOf(schema);
    if (name !== null) all[name] = made;
  }
  return Object.fromEntries(Object.entries(all).map(([name, schema]) => [name, named(linked(schema))]));
}

const named = (schema: unknown): unknown => {
  const { id: _, $id: __, ...rest } = schema as Json;
  return rest;
};

/** Definitions stand beside each other in the document, not within the schema. */
function linked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(linked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' ? String(inner).replace('#/$defs/', '#/components/schemas/') : linked(inner),
    ]),
  );
}

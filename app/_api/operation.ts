import type { z } from 'zod';
import type { Role, Visitor } from '@/lib/auth/person';
import type { Db } from '@/lib/db';
import { Problem } from '@/lib/intake/problem';
import type { SecretBox } from '@/lib/secret-box';

export type Method = 'GET' | 'POST' | 'DELETE';

/** What an operation is given, besides what was asked. */
export interface Call {
  /** The store as far as the caller may see it. */
  db: Db;
  by: Visitor;
  now: Date;
  box(): SecretBox;
  /** Seals an address that is to be kept; `null`: none is kept here. */
  sealAddress(address: string): string | null;
}

type Fields = z.ZodObject;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : null;

interface Row<Path extends Fields, Query extends Fields, Body, Answer extends z.ZodType> {
  /** Unique and stable: programs are generated from it. */
  id: string;
  method: Method;
  /** Below `/api/v1`; `{id}` stands for a part of it. */
  path: string;
  /** Heading in the documentation. */
  group: string;
  needs: Role;
  /** Tokens of this scope may do it, too, and nothing else. */
  alsoFor?: 'annotate';
  summary: string;
  /** What the summary and the fields do not say. */
  description?: string;
  pathFields?: Path;
  query?: Query;
  body?: Body;
  /** A body as somebody might send it. */
  bodyExample?: Body extends z.ZodType ? z.input<Body> : never;
  status?: 200 | 201;
  answer: Answer;
  example: z.output<Answer>;
  run(
    asked: { path: z.output<Path>; query: z.output<Query>; body: Output<Body> },
    call: Call,
  ): Promise<z.output<Answer>>;
}

/** One thing that the API can do. Routes, documentation and tests all follow from these rows. */
export interface Operation
  extends Pick<
    Row<Fields, Fields, undefined, z.ZodType>,
    'id' | 'method' | 'path' | 'group' | 'needs' | 'alsoFor' | 'summary' | 'description'
  > {
  pathFields: Fields | null;
  query: Fields | null;
  body: z.ZodType | null;
  bodyExample: unknown;
  status: 200 | 201;
  answer: z.ZodType;
  example: unknown;
  run(asked: { path: unknown; query: unknown; body: unknown }, call: Call): Promise<unknown>;
}

/** A row, checked against its own schemas: what it runs on has been parsed by them. */
export function operation<
  Answer extends z.ZodType,
  Path extends Fields = z.ZodObject<Record<never, never>>,
  Query extends Fields = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType | undefined = undefined,
>(row: Row<Path, Query, Body, Answer>): Operation {
  const { pathFields, query, body, bodyExample, status = 200, run, ...rest } = row;
  return {
    ...rest,
    ...{ pathFields: pathFields ?? null, query: query ?? null, body: body ?? null, status },
    bodyExample: bodyExample ?? null,
    run: (asked, call) => run(asked as Parameters<typeof run>[0], call),
  };
}

export const gone = (what: string): Problem =>
  new Problem({
    status: 404,
    code: 'unknown',
    title: 'Not here',
    detail: `There is no such ${what}, or not any more, or it is none of this token's workspace.`,
  });

export const conflict = (detail: string): Problem =>
  new Problem({ status: 409, code: 'conflict', title: 'Not as things stand', detail });

/** Of what was asked, the field and what it should be. */
export const notUnderstood = (issues: readonly { field: string; message: string }[]): Problem =>
  new Problem({
    status: 422,
    code: 'fields',
    title: 'Not understood',
    detail: issues.map(({ field, message }) => [field, message].filter(Boolean).join(': ')).join('; '),
  });

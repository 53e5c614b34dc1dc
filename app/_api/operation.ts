import type { z } from 'zod';
import type { Role, Visitor } from '@/lib/auth/person';
import type { Db } from '@/lib/db';
import type { GetAddress } from '@/lib/intake/confirm-subscription';
import type { SecretBox } from '@/lib/secret-box';
import type { BatchRef } from '@/lib/store/inbox';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What an operation is given, besides what was asked. */
export interface Call {
  /** The store as far as the caller may see it. */
  db: Db;
  by: Visitor;
  now: Date;
  box(): SecretBox;
  /** Seals an address that is to be kept; `null`: none is kept here. */
  sealAddress(address: string): string | null;
  /** Hands a batch of the inbox to the workers. */
  announce(batch: BatchRef): void;
  /** Asks an address of another service. */
  getAddress: GetAddress;
  setup: Setup;
}

/** Of this installation, as its environment says. */
export interface Setup {
  timeZone: string;
  uploadBytes: number;
  /** Where the dashboard is; `null`: nobody has said. */
  publicUrl: string | null;
}

/** What goes over the line where it is no JSON. */
export interface Media {
  type: string;
  description: string;
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
  /** Of no workspace, or about all of them: whoever sees only some is refused, as on the pages. */
  isOfAll?: true;
  summary: string;
  /** What the summary and the fields do not say. */
  description?: string;
  pathFields?: Path;
  query?: Query;
  body?: Body;
  /** A body as somebody might send it. */
  bodyExample?: Body extends z.ZodType ? z.input<Body> : never;
  /** What is sent in place of JSON; `run` reads it from the request. */
  takes?: Media;
  /** What is answered in place of JSON: `run` makes the response then. */
  gives?: Media;
  status?: 200 | 201;
  answer: Answer;
  example: z.output<Answer>;
  run(
    asked: { path: z.output<Path>; query: z.output<Query>; body: Output<Body>; request: Request },
    call: Call,
  ): Promise<z.output<Answer> | Response>;
}

/** One thing that the API can do. Routes, documentation and tests all follow from these rows. */
export interface Operation
  extends Pick<
    Row<Fields, Fields, undefined, z.ZodType>,
    'id' | 'method' | 'path' | 'group' | 'needs' | 'alsoFor' | 'isOfAll' | 'summary' | 'description'
  > {
  pathFields: Fields | null;
  query: Fields | null;
  body: z.ZodType | null;
  bodyExample: unknown;
  takes: Media | null;
  gives: Media | null;
  status: 200 | 201;
  answer: z.ZodType;
  example: unknown;
  run(
    asked: { path: unknown; query: unknown; body: unknown; request: Request },
    call: Call,
  ): Promise<unknown>;
}

/** A row, checked against its own schemas: what it runs on has been parsed by them. */
export function operation<
  Answer extends z.ZodType,
  Path extends Fields = z.ZodObject<Record<never, never>>,
  Query extends Fields = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType | undefined = undefined,
>(row: Row<Path, Query, Body, Answer>): Operation {
  const { pathFields, query, body, bodyExample, takes, gives, status = 200, run, ...rest } = row;
  return {
    ...{ ...rest, takes: takes ?? null, gives: gives ?? null },
    ...{ pathFields: pathFields ?? null, query: query ?? null, body: body ?? null, status },
    bodyExample: bodyExample ?? null,
    run: (asked, call) => run(asked as Parameters<typeof run>[0], call),
  };
}

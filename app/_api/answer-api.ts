import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mayActAs, type Role, seesAll, type Visitor } from '@/lib/auth/person';
import type { Db } from '@/lib/db';
import { failureOf } from '@/lib/intake/failure';
import { Problem } from '@/lib/intake/problem';
import type { Logger } from '@/lib/log';
import { redactAddresses } from '@/lib/mail/masked-address';
import { bytesOf } from './body';
import { type CallerSeeks, callerOf } from './caller';
import type { Call, Operation } from './operation';
import { nextOf } from './paging';
import { notUnderstood, readAs, refusalOf } from './refusals';
import type { RequestLimit } from './request-limit';
import { type Found, findOperation } from './route';

/** The opened parts that requests are answered with. */
export interface Api extends Omit<Call, 'db' | 'by' | 'now'>, CallerSeeks {
  log: Pick<Logger, 'error'>;
  limit: RequestLimit;
  /** @param method by which it is told whether something is to be changed. */
  storeOf(visitor: Visitor, method: Operation['method']): Db;
  noteRefusal(
    visitor: Visitor,
    asked: { method: string; path: string; needed: Role | 'every workspace' },
  ): Promise<void>;
}

/** Answers a request to `/api/v1`. Whatever goes wrong is a problem in the words of RFC 9457. */
export async function answerApi(api: Api, request: Request): Promise<Response> {
  const limits: Record<string, string> = {};
  try {
    const url = new URL(request.url);
    const found = findOperation(request.method === 'HEAD' ? 'GET' : request.method, url.pathname);
    const { visitor, key } = await callerOf(api, request, found.operation);
    Object.assign(limits, await api.limit.count(key));
    await refuseWhoMayNot(api, visitor, found.operation, url.pathname);
    const asked = await read(found, url, request);
    const db = found.operation.isOfAll ? api.db : api.storeOf(visitor, found.operation.method);
    const call: Call = { ...api, db, by: visitor, now: api.now() };
    const answer = await found.operation.run(asked, call);
    if (answer instanceof Response) return withHeaders(answer, { ...limits, Vary: VARY });
    return responseOf(found.operation, answer, request, limits);
  } catch (error) {
    return withHeaders(problemOf(api, request, error).response(), limits);
  }
}

async function refuseWhoMayNot(
  api: Api,
  visitor: Visitor,
  { needs, method, isOfAll }: Operation,
  path: string,
): Promise<void> {
  if (!mayActAs(visitor, needs)) {
    await api.noteRefusal(visitor, { method, path, needed: needs });
    const detail = `This needs the role ${needs}, or a token with the scope admin.`;
    throw new Problem({ status: 403, code: 'role', title: 'Not allowed', detail });
  }
  if (!isOfAll || seesAll(visitor)) return;
  await api.noteRefusal(visitor, { method, path, needed: 'every workspace' });
  const detail = 'This is about every workspace: it needs somebody, or a token, that sees them all.';
  throw new Problem({ status: 403, code: 'workspaces', title: 'Not allowed', detail });
}

async function read({ operation, path }: Found, url: URL, request: Request) {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (name in query) throw notUnderstood([{ field: name, message: 'is given more than once' }]);
    query[name] = storable(value);
  }
  return {
    path: operation.pathFields ? readAs(operation.pathFields, path) : {},
    query: readAs(operation.query ?? z.strictObject({}), query),
    body: operation.body ? readAs(operation.body, await jsonOf(request)) : null,
    request,
  };
}

/**
 * The store keeps no text with a NUL in it (PostgreSQL, 8.3) and no JSON with half a surrogate pair (8.14.1), so nothing
 * is found or written by one.
 */
function storable(value: string): string {
  if (value.includes('\0')) throw notUnderstood([{ field: '', message: 'No text may hold a NUL.' }]);
  if (!value.isWellFormed())
    throw notUnderstood([{ field: '', message: 'No text may hold half a surrogate pair.' }]);
  return value;
}

/** Of anything that is sent here: the longest is a response to be explained. */
const LONGEST_BODY = 1 << 20;

async function jsonOf(request: Request): Promise<unknown> {
  const bytes = await bytesOf(request, LONGEST_BODY);
  try {
    return JSON.parse(bytes.toString('utf8'), (name, value: unknown) => {
      storable(name);
      return typeof value === 'string' ? storable(value) : value;
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = 'The body must be JSON, such as the example in the documentation.';
    throw new Problem({ status: 400, code: 'json', title: 'Not JSON', detail });
  }
}

const VARY = 'Authorization, Cookie';

function responseOf(
  { method, status }: Operation,
  answer: unknown,
  request: Request,
  limits: Record<string, string>,
): Response {
  const body = JSON.stringify(answer);
  const next = nextOf(answer);
  const headers: Record<string, string> = {
    ...limits,
    'Content-Type': 'application/json',
    Vary: VARY,
    ...(next && { Link: `<${next}>; rel="next"` }),
  };
  if (method !== 'GET')
    return new Response(body, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
  // Kept by whoever asked alone, and asked for anew each time: what is the same is not sent again.
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  Object.assign(headers, { 'Cache-Control': 'private, no-cache', ETag: etag });
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { status, headers });
}

function problemOf(api: Api, request: Request, error: unknown): Problem {
  const refusal = refusalOf(error);
  if (refusal) return refusal;
  const { pathname } = new URL(request.url);
  api.log.error(
    { path: pathname.slice(0, 200), fault: redactAddresses((error as Error).message) },
    'the API could not answer',
  );
  return failureOf(error);
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

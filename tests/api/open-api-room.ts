import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { type Api, answerApi } from '@/app/_api/answer-api';
import { RequestLimit } from '@/app/_api/request-limit';
import { issueToken, type Scope } from '@/lib/auth/tokens';
import { secretBox } from '@/lib/secret-box';
import type { BatchRef } from '@/lib/store/inbox';
import { limitedTo } from '@/lib/store/limited-db';
import { openTestStore, type TestStore } from '../store/test-store';

export interface ApiRoom {
  store: TestStore;
  api: Api;
  /** What was refused for want of a role. */
  refusals: string[];
  /** What went wrong without being a problem. */
  faults: unknown[];
  /** What was handed to the workers. */
  announced: BatchRef[];
  token(scope: Scope, workspaceId?: number | null, name?: string): Promise<string>;
  close(): Promise<void>;
}

/** The API on a store of its own, where nobody is logged in. */
export async function openApiRoom(change: Partial<Api> = {}): Promise<ApiRoom> {
  const store = await openTestStore();
  const refusals: string[] = [];
  const faults: unknown[] = [];
  const announced: BatchRef[] = [];
  const box = secretBox([randomBytes(32)]);
  const api: Api = {
    db: store.db,
    log: { error: (fault: unknown) => void faults.push(fault) },
    limit: new RequestLimit(100_000),
    now: () => new Date(),
    storeOf: ({ inSight }) => (inSight === null ? store.db : limitedTo(store.db, inSight)),
    whoIsLoggedIn: async () => null,
    addressOf: () => '192.0.2.7',
    noteRefusal: async ({ name }, { method, path, needed }) => {
      refusals.push(`${name} ${method} ${path} ${needed}`);
    },
    box: () => box,
    sealAddress: (address) => box.seal(address).sealed,
    getAddress: async () => ({}),
    announce: (batch) => void announced.push(batch),
    setup: { timeZone: 'UTC', uploadBytes: 1 << 20, publicUrl: 'https://mail.example' },
    ...change,
  };
  return {
    ...{ store, api, refusals, faults, announced },
    async token(scope, workspaceId = null, name = scope) {
      const wanted = { name, scopes: [scope], sourceId: null, expiresAt: null, createdBy: 'test' };
      const { id, token } = await issueToken(store.db, wanted);
      await store.db.apiToken.update({ where: { id }, data: { workspaceId } });
      return token;
    },
    close: () => store.close(),
  };
}

interface Asked {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks below `/api/v1`, or at a whole path, with a token. */
export function askApi(
  { api }: ApiRoom,
  token: string | null,
  place: string,
  { method = 'GET', body, headers }: Asked = {},
): Promise<Response> {
  const path = place.startsWith('/api/') ? place : `/api/v1${place}`;
  return answerApi(
    api,
    new Request(`http://localhost${path}`, {
      method,
      headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
}

/** A refusal has one shape, whatever it is of. */
export async function problemIn(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(Object.keys(problem).sort()).toEqual(['detail', 'status', 'title', 'type']);
  expect(problem.status).toBe(answer.status);
  return problem as { type: string; title: string; status: number; detail: string };
}

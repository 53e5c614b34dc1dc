import { z } from 'zod';
import { addSourceToken, revokeSourceToken } from '@/lib/auth/connect-source';
import { tokensOf } from '@/lib/auth/tokens';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { Id, IdPath } from '../row-id';
import { knownSource } from './sources';

const Token = z
  .strictObject({
    id: z.int(),
    prefix: z.string(),
    createdBy: z.string(),
    createdAt: Time,
    expiresAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
    revokedAt: Time.nullable(),
  })
  .meta({ id: 'SourceToken', description: 'Never the token itself' });

const tokens = operation({
  id: 'listSourceTokens',
  method: 'GET',
  path: '/sources/{id}/tokens',
  group: 'Sources',
  needs: 'viewer',
  summary: 'The tokens that the senders of a source may show',
  pathFields: IdPath,
  answer: z.strictObject({ data: z.array(Token) }),
  example: {
    data: [
      {
        ...{ id: 5, prefix: 'bb_0aZ9xY1q', createdBy: 'ada', createdAt: '2026-11-01T08:00:00.000Z' },
        ...{ expiresAt: null, lastUsedAt: '2026-11-21T11:59:00.000Z', revokedAt: null },
      },
    ],
  },
  async run({ path }, { db, now }) {
    await knownSource(db, path.id, now);
    const all = await tokensOf(db, path.id);
    return {
      data: all.map(({ id, prefix, createdBy, ...one }) => ({
        ...{ id, prefix, createdBy, createdAt: time(one.createdAt), expiresAt: timeOrNull(one.expiresAt) },
        ...{ lastUsedAt: timeOrNull(one.lastUsedAt), revokedAt: timeOrNull(one.revokedAt) },
      })),
    };
  },
});

const issue = operation({
  id: 'issueSourceToken',
  method: 'POST',
  path: '/sources/{id}/tokens',
  group: 'Sources',
  needs: 'operator',
  summary: 'One more token for a source: it is told here and never again, and the others stay good',
  pathFields: IdPath,
  status: 201,
  answer: z.strictObject({ token: z.string() }),
  example: { token: 'bb_…' },
  async run({ path: { id } }, { db, by, now }) {
    await knownSource(db, id, now);
    return { token: await addSourceToken(db, by, id) };
  },
});

const revoke = operation({
  id: 'revokeSourceToken',
  method: 'DELETE',
  path: '/sources/{id}/tokens/{token}',
  group: 'Sources',
  needs: 'operator',
  summary: 'A token is refused from now on',
  pathFields: z.strictObject({ id: Id, token: Id }),
  answer: z.strictObject({ id: z.int() }),
  example: { id: 5 },
  async run({ path: { id, token } }, { db, by, now }) {
    await knownSource(db, id, now);
    if (!(await tokensOf(db, id)).some((one) => one.id === token)) throw gone('token');
    await revokeSourceToken(db, by, id, token, now);
    return { id: token };
  },
});

export const SOURCE_TOKENS: readonly Operation[] = [tokens, issue, revoke];

import { z } from 'zod';
import { revokeTokenFor } from '@/lib/auth/token-changes';
import { apiTokens } from '@/lib/queries/api-tokens';
import { Time, time, timeOrNull } from '../asked-scope';
import { type Operation, operation } from '../operation';
import { gone } from '../refusals';
import { IdPath } from '../row-id';

const Token = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    source: z.string().nullable().meta({ description: 'The source that it is good for' }),
    createdBy: z.string(),
    createdAt: Time,
    expiresAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
    revokedAt: Time.nullable(),
  })
  .meta({ id: 'Token', description: 'Never the token itself' });

const list = operation({
  id: 'listTokens',
  method: 'GET',
  path: '/tokens',
  group: 'Installation',
  needs: 'administrator',
  summary: 'Tokens that were ever made, the latest first',
  answer: z.strictObject({ data: z.array(Token) }),
  example: {
    data: [
      {
        ...{ id: 6, name: 'ci', prefix: 'bb_0aZ9xY1q', scopes: ['annotate'], source: null, createdBy: 'ada' },
        ...{ createdAt: '2026-11-01T08:00:00.000Z', expiresAt: null, lastUsedAt: null, revokedAt: null },
      },
    ],
  },
  async run(_, { db }) {
    const all = await apiTokens(db);
    return {
      data: all.map(({ id, name, prefix, scopes, source, createdBy, ...one }) => ({
        ...{ id, name, prefix, scopes, source, createdBy, createdAt: time(one.createdAt) },
        ...{ expiresAt: timeOrNull(one.expiresAt), lastUsedAt: timeOrNull(one.lastUsedAt) },
        revokedAt: timeOrNull(one.revokedAt),
      })),
    };
  },
});

const revoke = operation({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/tokens/{id}',
  group: 'Installation',
  needs: 'administrator',
  summary: 'A token is refused from now on',
  pathFields: IdPath,
  answer: z.strictObject({ id: z.int() }),
  example: { id: 6 },
  async run({ path: { id } }, { db, by, now }) {
    if (!(await apiTokens(db)).some((one) => one.id === id && one.revokedAt === null))
      throw gone('token in force');
    await revokeTokenFor(db, by, id, now);
    return { id };
  },
});

export const TOKENS: readonly Operation[] = [list, revoke];

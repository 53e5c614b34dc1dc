import { z } from 'zod';
import { unclassifiedClusters } from '@/lib/queries/unclassified-clusters';
import { Time, time } from '../asked-scope';
import { type Operation, operation } from '../operation';

const unclassified = operation({
  id: 'listUnclassified',
  method: 'GET',
  path: '/unclassified',
  group: 'Codes',
  needs: 'viewer',
  summary: 'What servers say that no rule knows, alike texts together, the most frequent first',
  answer: z.strictObject({
    looked: z.number(),
    total: z.number(),
    data: z.array(
      z.strictObject({
        id: z.string(),
        text: z.string(),
        count: z.number(),
        firstAt: Time,
        lastAt: Time,
        providers: z.array(z.string().nullable()),
        replyCodes: z.array(z.int()),
        statusCodes: z.array(z.string()),
        examples: z.array(z.string()),
      }),
    ),
  }),
  example: {
    ...{ looked: 12, total: 12 },
    data: [
      {
        ...{ id: '0a1b2c3d', text: '550 not at full moon', count: 12, providers: [null], replyCodes: [550] },
        ...{ firstAt: '2026-11-20T08:00:00.000Z', lastAt: '2026-11-21T08:00:00.000Z', statusCodes: [] },
        examples: ['550 not at full moon'],
      },
    ],
  },
  async run(_, { db }) {
    const { clusters, looked, total } = await unclassifiedClusters(db);
    return {
      ...{ looked, total },
      data: clusters.map((one) => ({ ...one, firstAt: time(one.firstAt), lastAt: time(one.lastAt) })),
    };
  },
});

export const UNCLASSIFIED: readonly Operation[] = [unclassified];

import { z } from 'zod';

/**
 * The queues and what a job carries: references only. PostgreSQL is the truth, and a queue that is lost with all
 * its jobs loses nothing. More than a reference is refused.
 */
export const PAYLOADS = {
  'read-file': z.strictObject({ sourceId: z.number(), generationId: z.number() }),
  'read-uploads': z.strictObject({ sourceId: z.number() }),
  ingest: z.strictObject({ sourceId: z.number(), batchId: z.number() }),
  reclassify: z.strictObject({ reclassificationId: z.number() }),
  'evaluate-alerts': z.strictObject({}),
  notify: z.strictObject({ channelId: z.number() }),
  'weigh-suppressions': z.strictObject({}),
  prune: z.strictObject({}),
  'audit-counts': z.strictObject({}),
  sweep: z.strictObject({}),
} as const;
export type QueueName = keyof typeof PAYLOADS;
export type Payload<Name extends QueueName> = z.infer<(typeof PAYLOADS)[Name]>;

/** Which job is which: two jobs of one key are one, for as long as the first is not done. */
export const KEYS: { [Name in QueueName]: (payload: Payload<Name>) => string } = {
  'read-file': ({ generationId }) => `generation-${generationId}`,
  'read-uploads': ({ sourceId }) => `source-${sourceId}`,
  ingest: ({ batchId }) => `batch-${batchId}`,
  reclassify: ({ reclassificationId }) => `reclassification-${reclassificationId}`,
  'evaluate-alerts': () => 'evaluate-alerts',
  notify: ({ channelId }) => `channel-${channelId}`,
  'weigh-suppressions': () => 'weigh-suppressions',
  prune: () => 'prune',
  'audit-counts': () => 'audit-counts',
  sweep: () => 'sweep',
};

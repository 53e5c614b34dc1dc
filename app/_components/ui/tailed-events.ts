import { z } from 'zod';

export const ShownEvent = z.object({
  id: z.string(),
  at: z.string(),
  day: z.string(),
  time: z.string(),
  outcome: z.string(),
  code: z.string().nullable(),
  /** The code's short name where it was given. */
  meaning: z.string().nullable(),
  category: z.string().nullable(),
  provider: z.string(),
  mxHost: z.string().nullable(),
  sendingDomain: z.string().nullable(),
  /** Local part masked. */
  recipient: z.string().nullable(),
  diagnostic: z.string().nullable(),
});
export type ShownEvent = z.infer<typeof ShownEvent>;

/** What the server answers a page that follows. Fetched by those who do: a schema brings the whole of zod along. */
export const Tail = z.object({ cursor: z.string(), events: z.array(ShownEvent), isCut: z.boolean() });

import { z } from 'zod';
import { SEVERITIES } from '@/lib/alerts/severity';

/** What is told, before any channel has put it into its own form. Texts are a stranger's in part: a channel escapes
 * all of them. Stored with the notification, so that every try says the same. */
export const Notice = z.object({
  /** The same for every try and every replay: a receiver that has seen it knows the message. */
  id: z.string(),
  /** The same for everything that is told of one incident. */
  incidentKey: z.string(),
  reason: z.enum(['firing', 'reminder', 'acknowledged', 'resolved', 'test']),
  severity: z.enum(SEVERITIES),
  /** One sentence: who refuses whom, and why. */
  title: z.string(),
  /** ISO 8601. */
  at: z.string(),
  since: z.string(),
  /** What else a person wants to know, the most important first. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The server's own words. */
  diagnostic: z.string().nullable(),
  /** What to do first. */
  advice: z.string().nullable(),
  /** Where to look into it. Opening it changes nothing. */
  url: z.string(),
});
export type Notice = z.infer<typeof Notice>;

import type { z } from 'zod';
import { NameTakenError } from '@/lib/alerts/rule-changes';
import { Problem } from '@/lib/intake/problem';
import { ChannelRefused } from '@/lib/notify/channel-changes';
import { SourceRefused } from '@/lib/store/source-settings';

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

/** What was given, as a schema reads it. @throws Problem that names what is wrong with it. */
export function readAs<Schema extends z.ZodType>(schema: Schema, given: unknown, at = ''): z.output<Schema> {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  throw notUnderstood(
    error.issues.map(({ path, message }) => ({ field: [at, ...path].filter(Boolean).join('.'), message })),
  );
}

/** What those refuse who write it: the pages show it beside the field. `null`: something else went wrong. */
export function refusalOf(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof SourceRefused || error instanceof ChannelRefused) return notUnderstood(error.issues);
  if (error instanceof NameTakenError) return notUnderstood([{ field: 'name', message: error.message }]);
  return null;
}

import { z } from 'zod';
import type { Db } from '@/lib/db';
import { readFilters, writeFilters } from '@/lib/queries/filter';
import { ANNOTATION_KINDS } from './annotation-kinds';
import { type Actor, audit } from './audit';

const LONGEST_DAYS = 400;
const DAY_MS = 24 * 60 * 60_000;

/** Read by people in a chart: one sentence. */
const Text = z.string().trim().min(1, 'say what happened').max(300, 'at most 300 characters');

/** A page, never a script: it becomes a link on every chart. */
const Link = z
  .url({ protocol: /^https?$/, error: 'a full address, such as https://ci.example.com/42' })
  .max(2000);

/** As the URL of a page writes filters, and kept in one way of writing. */
const ScopeText = z
  .string()
  .trim()
  .max(2000)
  .transform((text, context) => {
    const filters = readFilters(text);
    const parts = text.split(',').filter((part) => part.trim() !== '');
    if (filters.length < new Set(parts).size)
      context.addIssue('such as provider:gmail,sending-domain:news.example.com');
    return writeFilters(filters) ?? '';
  });

/** What a person or a program says of it. */
export const AnnotationDraft = z
  .object({
    kind: z.enum(ANNOTATION_KINDS.map(({ id }) => id)).default('other'),
    text: Text,
    startsAt: z.date(),
    endsAt: z.date().nullable().default(null),
    link: Link.nullable().default(null),
    scope: ScopeText.default(''),
  })
  .refine(({ startsAt, endsAt }) => endsAt === null || startsAt < endsAt, {
    message: 'it ends before it begins',
    path: ['endsAt'],
  })
  .refine(
    ({ startsAt, endsAt }) =>
      endsAt === null || endsAt.getTime() - startsAt.getTime() <= LONGEST_DAYS * DAY_MS,
    { message: `it may last for ${LONGEST_DAYS} days`, path: ['endsAt'] },
  );
export type AnnotationDraft = z.infer<typeof AnnotationDraft>;

const told = ({ kind, startsAt, scope }: AnnotationDraft) => ({ kind, at: startsAt.toISOString(), scope });

/** @returns the annotation's id. */
export function createAnnotation(db: Db, by: Actor, draft: AnnotationDraft): Promise<number> {
  return db.$transaction(async (transaction) => {
    const { id } = await transaction.annotation.create({ data: { ...draft, createdBy: by.name } });
    await audit(transaction, by, 'annotation.created', draft.text, { id, ...told(draft) });
    return id;
  });
}

/** @returns false where it is gone. */
export function changeAnnotation(db: Db, by: Actor, id: number, draft: AnnotationDraft): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const { count } = await transaction.annotation.updateMany({ where: { id }, data: draft });
    if (count > 0) await audit(transaction, by, 'annotation.changed', draft.text, { id, ...told(draft) });
    return count > 0;
  });
}

/** @returns false where it was gone already. */
export function removeAnnotation(db: Db, by: Actor, id: number): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const known = await transaction.annotation.findUnique({ where: { id } });
    const { count } = await transaction.annotation.deleteMany({ where: { id } });
    if (known && count > 0) await audit(transaction, by, 'annotation.removed', known.text, { id });
    return count > 0;
  });
}

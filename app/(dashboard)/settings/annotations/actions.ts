'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import { fromLocalInput } from '@/app/_components/format/local-input';
import type { AnnotationAnswer } from '@/app/_components/ui/annotation-form';
import { faultInWords } from '@/app/_components/ui/fault';
import { isTimeZone } from '@/lib/mail/time-zone';
import {
  AnnotationDraft,
  changeAnnotation,
  createAnnotation,
  removeAnnotation,
} from '@/lib/store/annotations';

const Id = z.coerce.number().int().positive();

const Form = z.object({
  id: Id.optional(),
  kind: z.string(),
  text: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  link: z.string().trim(),
  scope: z.string(),
  timeZone: z.string().refine(isTimeZone),
});

/** Keeps what somebody says of a time: new, or said again. */
export async function annotate(_: AnnotationAnswer | null, form: FormData): Promise<AnnotationAnswer> {
  const by = await requireRole('operator');
  const { id, timeZone, ...given } = Form.parse(Object.fromEntries(form));
  const startsAt = fromLocalInput(given.startsAt, timeZone);
  if (startsAt === null) return fault('startsAt', 'say when');
  const endsAt = fromLocalInput(given.endsAt, timeZone);
  const { data, error } = AnnotationDraft.safeParse({
    ...{ ...given, startsAt, endsAt, link: given.link || null },
  });
  if (!data) {
    const faults = error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'faults', faults };
  }
  try {
    if (id === undefined) await createAnnotation(await storeFor('operator'), by, data);
    else if (!(await changeAnnotation(await storeFor('operator'), by, id, data)))
      return fault('', 'Somebody removed it meanwhile.');
  } catch (error) {
    console.error('annotation:', error);
    return fault('', faultInWords(error));
  }
  revalidatePath('/', 'layout');
  return { kind: 'kept', at: startsAt.toISOString() };
}

const fault = (field: string, message: string): AnnotationAnswer => ({
  kind: 'faults',
  faults: [{ field, message }],
});

export async function removeAnnotationHere(form: FormData): Promise<void> {
  const by = await requireRole('operator');
  await removeAnnotation(await storeFor('operator'), by, Id.parse(form.get('id')));
  revalidatePath('/', 'layout');
}

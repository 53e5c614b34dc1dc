'use server';

import { revalidatePath } from 'next/cache';
import { forbidden } from 'next/navigation';
import { z } from 'zod';
import { requireRole } from '@/app/_access/person';
import { storeFor } from '@/app/_access/store';
import type { Answer } from '@/app/_components/ui/answer';
import { mayActAs } from '@/lib/auth/person';
import { keepView, openView } from '@/lib/auth/views';
import { PageHref, removeView, renameView, ViewName } from '@/lib/store/saved-views';

const Id = z.coerce.number().int().positive();
const Form = z.object({
  name: ViewName,
  href: PageHref,
  shared: z.literal('on').optional(),
  opens: z.literal('on').optional(),
});

/** Keeps a page as it stands. What opens by itself opens for whom the view is. */
export async function saveViewHere(_: Answer | null, form: FormData): Promise<Answer> {
  const by = await requireRole('viewer');
  const { data, error } = Form.safeParse(Object.fromEntries(form));
  if (!data) {
    const [issue] = error.issues;
    return { kind: 'fault', field: String(issue?.path[0]), words: issue?.message ?? 'not understood' };
  }
  const { name, href } = data;
  const wanted = { name, href, isShared: data.shared === 'on', opens: data.opens === 'on' };
  if ((await keepView(await storeFor('viewer'), by, wanted)) === null) forbidden();
  revalidatePath('/', 'layout');
  return { kind: 'done', words: `Saved as ${data.name}.` };
}

export async function renameViewHere(form: FormData): Promise<void> {
  const by = await requireRole('viewer');
  const wanted = { id: Id.parse(form.get('id')), name: ViewName.parse(form.get('name')) };
  if (!(await renameView(await storeFor('viewer'), by, mayActAs(by, 'operator'), wanted))) forbidden();
  revalidatePath('/', 'layout');
}

export async function removeViewHere(form: FormData): Promise<void> {
  const by = await requireRole('viewer');
  if (!(await removeView(await storeFor('viewer'), by, mayActAs(by, 'operator'), Id.parse(form.get('id')))))
    forbidden();
  revalidatePath('/', 'layout');
}

const Opening = z.object({
  whose: z.enum(['everybody', 'me']),
  /** Empty: none. */
  id: z.union([z.literal('').transform(() => null), Id]),
});

/** Which view opens where nothing else is asked for. */
export async function openViewByDefault(form: FormData): Promise<void> {
  const by = await requireRole('viewer');
  const { whose, id } = Opening.parse(Object.fromEntries(form));
  if (!(await openView(await storeFor('viewer'), by, whose, id))) forbidden();
  revalidatePath('/', 'layout');
}
